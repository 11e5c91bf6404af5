package org.neurobeam.encoders.ridge;

/** The penalty of each target on one candidate, with its mean score over folds. */
public final class AlphaSelection {
    private final double[] alphas;
    private final double[] scores;

    /**
     * @param alphas chosen, [t]; NaN for targets that are not fitted; handed over
     * @param scores mean scores over folds at them, [t]; handed over
     */
    public AlphaSelection(double[] alphas, double... scores) {
        this.alphas = alphas;
        this.scores = scores;
    }

    /** Chosen penalties, [t]; NaN for targets that are not fitted. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Mean scores over folds at the chosen penalties, plus 1e-10 ln alpha, [t]. */
    public double[] scores() {
        return scores.clone();
    }
}
