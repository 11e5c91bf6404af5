package org.neurobeam.encoders.leaveout;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Scores of all folds and penalties, and the penalties that they choose. Immutable. */
public final class LeaveOutFit {
    private final List<DoubleMatrix> scores;
    private final double[] alphas;
    private final double[] cvScores;
    private final List<Optional<String>> reasons;
    private final double shrinkageError;

    LeaveOutFit(
            List<DoubleMatrix> scores,
            double[] alphas,
            double[] cvScores,
            List<Optional<String>> reasons,
            double shrinkageError) {
        this.scores = List.copyOf(scores);
        this.alphas = alphas;
        this.cvScores = cvScores;
        this.reasons = reasons;
        this.shrinkageError = shrinkageError;
    }

    /** Scores of each fold, [A x t]; NaN where undefined. */
    public List<DoubleMatrix> scores() {
        return scores;
    }

    /** Chosen penalty of each target, [t]; NaN for targets left out. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Mean score over folds at the chosen penalty, plus 1e-10 ln alpha, [t]; NaN for targets left out. */
    public double[] cvScores() {
        return cvScores.clone();
    }

    /**
     * Largest error of the shrinkage s/(s + alpha) by alpha nodes, for any eigenvalue up to the largest; 0 without nodes.
     */
    public double shrinkageError() {
        return shrinkageError;
    }

    /** Why a target was left out: {@code non_finite} or {@code constant}; empty otherwise. */
    public Optional<String> nullReason(int target) {
        return reasons.get(target);
    }
}
