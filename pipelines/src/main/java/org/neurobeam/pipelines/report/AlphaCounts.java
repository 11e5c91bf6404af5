package org.neurobeam.pipelines.report;

import java.util.Arrays;

/** How often each penalty of the grid was chosen, over all targets and folds. */
public final class AlphaCounts {
    private final double[] grid;
    private final long[] counts;

    private AlphaCounts(double[] grid, long[] counts) {
        this.grid = grid;
        this.counts = counts;
    }

    /**
     * Counts per penalty.
     *
     * @param grid [n], ascending; copied
     * @param counts [n], choices of that penalty; copied
     * @throws IllegalArgumentException if the lengths differ or the grid does not ascend
     */
    public static AlphaCounts of(double[] grid, long[] counts) {
        if (grid.length != counts.length) {
            throw new IllegalArgumentException("grid [" + grid.length + "] but counts [" + counts.length + "]");
        }
        for (int i = 1; i < grid.length; i++) {
            if (!(grid[i] > grid[i - 1])) {
                throw new IllegalArgumentException("alphas must ascend: " + Arrays.toString(grid));
            }
        }
        return new AlphaCounts(grid.clone(), counts.clone());
    }

    /** Number of penalties. */
    public int size() {
        return grid.length;
    }

    /** Penalty n. */
    public double alpha(int n) {
        return grid[n];
    }

    /** Choices of penalty n. */
    public long count(int n) {
        return counts[n];
    }

    /** All choices. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** Fraction of choices at the first or last penalty of the grid; NaN without a choice or a grid of one. */
    public double edgeFraction() {
        int n = grid.length;
        return n < 2 || total() == 0 ? Double.NaN : (double) (counts[0] + counts[n - 1]) / total();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlphaCounts a && Arrays.equals(grid, a.grid) && Arrays.equals(counts, a.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(grid) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "AlphaCounts[" + grid.length + " alphas, " + total() + " choices]";
    }
}
