package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * The split of M = P'P for partial fractions over ascending eigenvalues: {@code L_ij = M_ij / (s_j - s_i)} for
 * distinct pairs, and the near pairs, {@code |s_i - s_j| <= theta (max(s_i, s_j) + min alpha)}, which form a band
 * around the diagonal (diagonal included).
 */
final class NearBand {
    /** Beyond this mean number of neighbours one dense product is cheaper than walking the band. */
    private static final int DENSE = 8;

    private final int[] from;
    private final double[][] band;
    private final DenseMatrix dense;
    private final DenseMatrix far;

    private NearBand(int[] from, double[][] band, DenseMatrix dense, DenseMatrix far) {
        this.from = from;
        this.band = band;
        this.dense = dense;
        this.far = far;
    }

    /**
     * Splits M.
     *
     * @param m [r x r] float64
     * @param s eigenvalues, ascending, [r]
     * @param smallestAlpha the smallest penalty
     */
    static NearBand of(DenseMatrix m, double[] s, double smallestAlpha, Precision precision, MatrixScope scope) {
        int r = s.length;
        double theta = theta(precision);
        DenseMatrix far = scope.zeros(precision, r, r);
        int[] from = new int[r];
        double[][] band = new double[r][];
        double[] row = new double[r];
        long entries = 0;
        for (int i = 0; i < r; i++) {
            m.readRow(i, row);
            int low = i;
            int high = i + 1;
            while (low > 0 && s[i] - s[low - 1] <= theta * (s[i] + smallestAlpha)) {
                low--;
            }
            while (high < r && s[high] - s[i] <= theta * (s[high] + smallestAlpha)) {
                high++;
            }
            from[i] = low;
            band[i] = java.util.Arrays.copyOfRange(row, low, high);
            entries += high - low;
            for (int j = 0; j < r; j++) {
                row[j] = j >= low && j < high ? 0 : row[j] / (s[j] - s[i]);
            }
            far.writeRow(i, row);
        }
        DenseMatrix dense = null;
        if (entries > (long) DENSE * r) {
            dense = scope.zeros(precision, r, r);
            for (int i = 0; i < r; i++) {
                double[] full = new double[r];
                System.arraycopy(band[i], 0, full, from[i], band[i].length);
                dense.writeRow(i, full);
            }
        }
        return new NearBand(from, band, dense, far);
    }

    /** Near pairs are merged to second order (error theta^2); far pairs lose log10(1/theta) digits. */
    private static double theta(Precision precision) {
        return precision == Precision.FLOAT32 ? 1e-3 : 1e-5;
    }

    /** q = L a, all [r x t]. */
    void far(DenseMatrix a, DenseMatrix q) {
        Blas.multiply(far, a, q);
    }

    /** d = N a, all [r x t]. */
    void near(DenseMatrix a, DenseMatrix d) {
        if (dense != null) {
            Blas.multiply(dense, a, d);
            return;
        }
        double[] row = new double[a.columns()];
        double[] sum = new double[a.columns()];
        for (int i = 0; i < from.length; i++) {
            java.util.Arrays.fill(sum, 0);
            for (int k = 0; k < band[i].length; k++) {
                a.readRow(from[i] + k, row);
                double n = band[i][k];
                for (int v = 0; v < sum.length; v++) {
                    sum[v] += n * row[v];
                }
            }
            d.writeRow(i, sum);
        }
    }
}
