package org.neurobeam.encoders.banded;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;

/** What a search chose for each target. Immutable; targets that were not fitted have NaN and a reason. */
public final class BandSelection {
    private final DoubleMatrix deltas;
    private final double[] alphas;
    private final int[] candidates;
    private final DoubleMatrix cvScores;
    private final List<Optional<String>> reasons;

    BandSelection(
            DoubleMatrix deltas,
            double[] alphas,
            int[] candidates,
            DoubleMatrix cvScores,
            List<Optional<String>> reasons) {
        this.deltas = deltas;
        this.alphas = alphas;
        this.candidates = candidates;
        this.cvScores = cvScores;
        this.reasons = List.copyOf(reasons);
    }

    /** The same choices with other scores, [candidates x t]. */
    BandSelection withCvScores(DoubleMatrix scores) {
        return new BandSelection(deltas, alphas, candidates, scores, reasons);
    }

    /** Number of targets. */
    public int targets() {
        return alphas.length;
    }

    /** log(weight/alpha) of each band, [bands x t]; {@code -inf} for a band left out. */
    public DoubleMatrix deltas() {
        return deltas;
    }

    /** Penalties, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Index of the chosen candidate, [t]; -1 for targets that were not fitted. */
    public int[] candidates() {
        return candidates.clone();
    }

    /** Mean score over folds at the best penalty of each candidate, [candidates x t]. */
    public DoubleMatrix cvScores() {
        return cvScores;
    }

    /** Score of what was chosen, [t]. */
    public double[] bestScores() {
        double[] best = new double[alphas.length];
        for (int v = 0; v < best.length; v++) {
            best[v] = candidates[v] < 0 ? Double.NaN : cvScores.get(candidates[v], v);
        }
        return best;
    }

    /** Why a target was not fitted: {@code non_finite} or {@code constant}; empty for fitted targets. */
    public Optional<String> nullReason(int target) {
        return reasons.get(target);
    }
}
