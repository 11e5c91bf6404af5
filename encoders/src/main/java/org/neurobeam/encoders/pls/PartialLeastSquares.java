package org.neurobeam.encoders.pls;

import org.neurobeam.encoders.linear.CandidateScores;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.PathFitter;
import org.neurobeam.encoders.linear.Samples;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/**
 * Partial least squares regression of all targets on common components (PLS2), on centred data without scaling.
 *
 * <pre>{@code
 * w_k = argmax cov(X_k w, Y_k c)  over unit w, c;   y = mean y + sum_k (x - mean x)' r_k q_k'
 * }</pre>
 *
 * <p>Each component is the first singular pair of the deflated X'Y by a direct decomposition, never by power
 * iterations, so that close singular values cost nothing. Cost: 2 n p t once, then per component p t min(p, t) + 10
 * min(p, t)^3 + 4 n p flops. All numbers of components up to the largest come from one fit. Components depend on the
 * units of the targets relative to each other: z-score them if they differ.
 *
 * @see <a href="https://doi.org/10.1016/0003-2670(86)80028-9">Geladi and Kowalski 1986</a>
 * @see <a href="https://doi.org/10.1101/407007">Schrimpf et al. 2018, 25 components</a>
 */
public final class PartialLeastSquares {
    private final PlsOptions options;

    /** With the given settings. */
    public PartialLeastSquares(PlsOptions options) {
        this.options = options;
    }

    /**
     * Fits all components on all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance has no part in the components
     *     and comes back as NaN
     * @throws IllegalArgumentException if the samples differ in number or a feature is not finite
     */
    public PlsModel fit(RowSource x, RowSource y) {
        return fit(Samples.of(x, y));
    }

    private PlsModel fit(Samples samples) {
        try (LinearProblem problem = samples.all(options.selection().intercept());
                Components components = Components.of(problem, options.components())) {
            return new PlsModel(samples.screen(), problem, components);
        }
    }

    /**
     * Chooses the number of components of each target by cross-validation and fits all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @param folds training and validation rows; a tie goes to fewer components
     * @throws IllegalArgumentException if shapes disagree, there is no fold, or a feature is not finite
     */
    public PlsFit fit(RowSource x, RowSource y, Folds folds) {
        Samples samples = Samples.of(x, y);
        CandidateScores scores =
                CandidateScores.of(samples, folds, options.components(), options.selection(), this::predictPath);
        return new PlsFit(
                fit(samples), chosen(samples, scores.best()), samples.screen().expand(scores.mean()));
    }

    private static int[] chosen(Samples samples, int[] best) {
        int[] chosen = new int[samples.screen().targets()];
        int[] fitted = samples.screen().fitted();
        for (int k = 0; k < fitted.length; k++) {
            chosen[fitted[k]] = best[k] + 1;
        }
        return chosen;
    }

    private void predictPath(LinearProblem training, DenseMatrix validation, PathFitter.Predictions predictions) {
        try (Components components = Components.of(training, options.components());
                DenseMatrix scores = DenseMatrix.zeros(Precision.FLOAT64, options.components(), validation.rows());
                DenseMatrix predicted = DenseMatrix.zeros(
                        Precision.FLOAT64,
                        validation.rows(),
                        components.loadings().columns())) {
            Blas.multiply(components.rotations(), validation.transposed(), scores);
            for (int k = 0; k < options.components(); k++) {
                Blas.multiply(
                        1,
                        scores.rowView(k, k + 1).transposed(),
                        components.loadings().rowView(k, k + 1),
                        1,
                        predicted);
                predictions.accept(k, predicted);
            }
        }
    }
}
