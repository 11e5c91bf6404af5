package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Cross-validated ridge of one tile of targets: held-out predictions with their scores, and the model fitted on all
 * rows. Immutable. Targets that could not be fitted have NaN everywhere and a {@link #nullReason reason}.
 */
public final class RidgeFit {
    private final HeldOut heldOut;
    private final RidgeModel model;
    private final double[] cvScores;
    private final List<Optional<String>> reasons;
    private final RidgeOptions options;

    RidgeFit(
            HeldOut heldOut,
            RidgeModel model,
            double[] cvScores,
            List<Optional<String>> reasons,
            RidgeOptions options) {
        this.heldOut = heldOut;
        this.model = model;
        this.cvScores = cvScores;
        this.reasons = reasons;
        this.options = options;
    }

    /** The same fit with a model that says the same of other features. */
    public RidgeFit withModel(RidgeModel other) {
        return new RidgeFit(heldOut, other, cvScores, reasons, options);
    }

    /** Number of targets. */
    public int targets() {
        return reasons.size();
    }

    /** Number of outer folds, k. */
    public int outerFolds() {
        return heldOut.alphas().rows();
    }

    /** Predictions of each row from a model that has not seen its fold, [n x t]; NaN for rows never held out. */
    public FloatMatrix predictions() {
        return heldOut.predictions().asFloat();
    }

    /** The predictions in float64, [n x t]; widened if the fit was in float32. */
    public DoubleMatrix predictionsAsDouble() {
        return heldOut.predictions().asDouble();
    }

    /** Penalty chosen in each outer fold from its training rows alone, [k x t]. */
    public DoubleMatrix outerAlphas() {
        return heldOut.alphas();
    }

    /** Pearson r within each outer fold, [k x t]. */
    public DoubleMatrix foldR() {
        return heldOut.r();
    }

    /** R2 within each outer fold, about the mean of its held-out rows, [k x t]. */
    public DoubleMatrix foldR2() {
        return heldOut.r2();
    }

    /** Pearson r over all held-out rows pooled, [t]. */
    public double[] pooledR() {
        return heldOut.pooled().row(0);
    }

    /** R2 over all held-out rows pooled, about their common mean, [t]. */
    public double[] pooledR2() {
        return heldOut.pooled().row(1);
    }

    /** Mean squared error over all held-out rows pooled, squared response units, [t]. */
    public double[] pooledMse() {
        return heldOut.pooled().row(2);
    }

    /** Explained variance over all held-out rows pooled, {@code 1 - var(y - f)/var(y)}: offsets are forgiven, [t]. */
    public double[] pooledExplainedVariance() {
        return heldOut.pooled().row(3);
    }

    /** The model on all rows, with its own choice of penalties. */
    public RidgeModel model() {
        return model;
    }

    /** Mean inner score of the penalty chosen on all rows, [t]; NaN when penalties were given. */
    public double[] cvScores() {
        return cvScores.clone();
    }

    /** Why a target was not fitted: {@code non_finite} or {@code constant}; empty for fitted targets. */
    public Optional<String> nullReason(int target) {
        return reasons.get(target);
    }

    /**
     * Share of the choices (outer folds x fitted targets; the final fit where there are no outer folds) at the smallest
     * or the largest penalty. Above a few percent the grid is too narrow. NaN with no fitted target, 0 with a single
     * penalty.
     */
    public double edgeFraction() {
        List<Double> alphas = options.alphas();
        if (alphas.size() == 1) {
            return 0;
        }
        DoubleMatrix chosen = outerFolds() > 0 ? outerAlphas() : DoubleMatrix.wrap(1, targets(), model.alphas());
        int edge = 0;
        int count = 0;
        for (double alpha : chosen.values()) {
            count += Double.isNaN(alpha) ? 0 : 1;
            edge += alpha == alphas.get(0) || alpha == alphas.get(alphas.size() - 1) ? 1 : 0;
        }
        return (double) edge / count;
    }
}
