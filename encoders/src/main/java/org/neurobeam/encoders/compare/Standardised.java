package org.neurobeam.encoders.compare;

import org.neurobeam.preprocess.linalg.RowSource;

/** A tile of series with mean 0 and sum of squares 1, row-major, so that products of two series sum to r. */
final class Standardised {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private Standardised() {}

    /**
     * Reads and scales.
     *
     * @param targets number of targets of the series to go with it
     * @return [n x t] row-major; NaN throughout for constant or unknown series
     * @throws IllegalArgumentException if samples or targets disagree
     */
    static double[] of(TimeBlocks blocks, RowSource source, int targets) {
        int n = source.rows();
        int t = source.columns();
        if (n != blocks.rows() || t != targets) {
            throw new IllegalArgumentException("series [" + n + " samples x " + t + " targets] but blocks of "
                    + blocks.rows() + " samples and " + targets + " targets to compare with");
        }
        double[] z = new double[Math.multiplyExact(n, t)];
        double[] mean = new double[t];
        double[] row = new double[t];
        for (int i = 0; i < n; i++) {
            source.readRow(i, row);
            System.arraycopy(row, 0, z, i * t, t);
            for (int v = 0; v < t; v++) {
                mean[v] += row[v] / n;
            }
        }
        double[] scale = new double[t];
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < t; v++) {
                double a = z[i * t + v] -= mean[v];
                scale[v] += a * a;
            }
        }
        for (int v = 0; v < t; v++) {
            scale[v] = scale[v] > CONSTANT * n * mean[v] * mean[v] ? 1 / Math.sqrt(scale[v]) : Double.NaN;
        }
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < t; v++) {
                z[i * t + v] *= scale[v];
            }
        }
        return z;
    }
}
