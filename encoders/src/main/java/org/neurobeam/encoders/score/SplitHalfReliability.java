package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Reliability of the mean of all trials from random halves, {@code SB(r) = 2 r / (1 + r)} of each split, averaged over
 * splits per target; and scores divided by it as Brain-Score does. The ceiling is a reliability, that is in units of
 * r2: it is not squared.
 *
 * @see <a href="https://doi.org/10.1101/407007">Schrimpf et al. 2018</a>
 */
public final class SplitHalfReliability {
    /** Splits of Brain-Score. */
    public static final int DEFAULT_SPLITS = 10;

    private final double[] reliability;

    private SplitHalfReliability(double[] reliability) {
        this.reliability = reliability;
    }

    /**
     * Splits trials at random.
     *
     * @param stacked [R S x t], first all stimuli of trial 0; NaN where a trial is missing
     * @param repeats R, at least 2
     * @param splits number of random halves, at least 1
     * @param seed of the splits
     */
    public static SplitHalfReliability of(RowSource stacked, int repeats, int splits, long seed) {
        if (splits < 1) {
            throw new IllegalArgumentException("reliability needs at least 1 split of the trials, not " + splits);
        }
        Shapes.samplesPerRepeat(stacked, repeats);
        SplittableRandom random = new SplittableRandom(seed);
        double[] mean = new double[stacked.columns()];
        for (int k = 0; k < splits; k++) {
            TrialHalves halves = TrialHalves.random(stacked, repeats, random);
            double[] r = PairwisePearson.of(RowSource.of(halves.first()), RowSource.of(halves.second()));
            for (int v = 0; v < r.length; v++) {
                mean[v] += spearmanBrown(r[v]) / splits;
            }
        }
        return new SplitHalfReliability(mean);
    }

    /** Reliability of twice the measurements from the correlation of the halves: {@code 2 r / (1 + r)}. */
    public static double spearmanBrown(double r) {
        return 2 * r / (1 + r);
    }

    /** Brain-Score's explained variance, {@code r^2 / reliability}; NaN where the reliability is not positive. */
    public static double explained(double r, double reliability) {
        return reliability > 0 ? r * r / reliability : Double.NaN;
    }

    /** Reliability of the mean of all trials, [t]; negative where there is only noise. */
    public double[] reliability() {
        return reliability.clone();
    }

    /** Brain-Score's ceiling: the median reliability of the targets that have one. */
    public double ceiling() {
        return Median.of(reliability);
    }

    /**
     * {@code r^2 / reliability} of each target, [t]; NaN where the reliability is not positive.
     *
     * @param r correlation of predictions with the mean of all trials, [t]
     */
    public double[] explained(double[] r) {
        Shapes.requireTargets("reliability", reliability.length, "r", r.length);
        double[] explained = new double[r.length];
        Arrays.setAll(explained, v -> explained(r[v], reliability[v]));
        return explained;
    }

    /** The reliabilities with their convention. */
    public Score column() {
        return Score.of(ScoreConvention.SPLIT_HALF_SB, reliability);
    }

    /** Brain-Score's score of each target with its convention. */
    public Score column(double[] r) {
        return Score.of(ScoreConvention.BRAIN_SCORE, explained(r));
    }
}
