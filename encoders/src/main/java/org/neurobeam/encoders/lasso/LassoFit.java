package org.neurobeam.encoders.lasso;

import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Lasso with the penalty of each target chosen by cross-validation. Immutable; targets not fitted are NaN. */
public final class LassoFit {
    private final LinearModel model;
    private final double[] chosen;
    private final DoubleMatrix cvScores;
    private final List<SparsePenalty> penalties;
    private final int unconverged;

    LassoFit(
            LinearModel model, double[] chosen, DoubleMatrix cvScores, List<SparsePenalty> penalties, int unconverged) {
        this.model = model;
        this.chosen = chosen;
        this.cvScores = cvScores;
        this.penalties = penalties;
        this.unconverged = unconverged;
    }

    /** The model on all samples at the chosen penalties. */
    public LinearModel model() {
        return model;
    }

    /** Chosen penalty of a target; empty for targets not fitted. */
    public Optional<SparsePenalty> penalty(int target) {
        return Double.isNaN(chosen[target]) ? Optional.empty() : Optional.of(penalties.get((int) chosen[target]));
    }

    /** Mean score over folds, [penalties x t]. */
    public DoubleMatrix cvScores() {
        return cvScores;
    }

    /** Number of targets whose final fit reached the limit of iterations; 0 when all is well. */
    public int unconverged() {
        return unconverged;
    }
}
