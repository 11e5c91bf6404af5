package org.neurobeam.preprocess.cleaning;

/**
 * Decides for each run of a recording whether percent signal change first adds the original mean back, which it does
 * when cleaning removed it: {@code mean_v |mean_t x| / mean_v |m0| < 0.1} over all voxels.
 */
public final class PscStatistics {
    private static final double REMOVED = 0.1;

    private final double[] after;
    private final double[] before;

    PscStatistics(double[] after, double[] before) {
        this.after = after;
        this.before = before;
    }

    /**
     * The statistics of both sets of voxels.
     *
     * @throws IllegalArgumentException if they come from recordings with different numbers of runs
     */
    public PscStatistics plus(PscStatistics other) {
        if (other.after.length != after.length) {
            throw new IllegalArgumentException(
                    "statistics of " + after.length + " runs and of " + other.after.length + " runs");
        }
        PscStatistics sum = new PscStatistics(after.clone(), before.clone());
        for (int r = 0; r < after.length; r++) {
            sum.after[r] += other.after[r];
            sum.before[r] += other.before[r];
        }
        return sum;
    }

    /** Whether the mean is added back in run r. */
    public boolean addsMean(int run) {
        return after[run] / before[run] < REMOVED;
    }

    int runs() {
        return after.length;
    }

    void add(int run, double meanAfter, double meanBefore) {
        after[run] += Math.abs(meanAfter);
        before[run] += Math.abs(meanBefore);
    }
}
