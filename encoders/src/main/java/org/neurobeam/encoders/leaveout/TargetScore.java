package org.neurobeam.encoders.leaveout;

import org.neurobeam.encoders.ridge.Criterion;

/** How well the held-out rows of one fold are predicted for one target; larger is better. Anyone may write one. */
@FunctionalInterface
public interface TargetScore {
    /**
     * Scores one target in one fold at one penalty.
     *
     * @param measured held-out rows in fold order, [n_v]; not to be kept or changed
     * @param predicted the same rows predicted without them, [n_v]; not to be kept or changed
     * @param target index of the target
     * @return the score; NaN leaves the fold out of the target's mean
     */
    double score(double[] measured, double[] predicted, int target);

    /** The score of a criterion: -SSE/n_v, 1 - SSE/SST about the validation mean, or Pearson r. */
    static TargetScore of(Criterion criterion) {
        return new CriterionScore(criterion);
    }
}
