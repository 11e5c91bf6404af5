package org.neurobeam.encoders.ridge;

import java.io.IOException;
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
            for (int j = 0; j < r; j++) {
                row[j] = j >= low && j < high ? 0 : row[j] / (s[j] - s[i]);
            }
            far.writeRow(i, row);
        }
        return new NearBand(from, band, dense(band, from, precision, scope), far);
    }

    /** The band as a matrix where it is wide, else null. */
    private static DenseMatrix dense(double[][] band, int[] from, Precision precision, MatrixScope scope) {
        int r = from.length;
        long entries = java.util.Arrays.stream(band).mapToLong(b -> b.length).sum();
        if (entries <= (long) DENSE * r) {
            return null;
        }
        DenseMatrix dense = scope.zeros(precision, r, r);
        for (int i = 0; i < r; i++) {
            double[] full = new double[r];
            System.arraycopy(band[i], 0, full, from[i], band[i].length);
            dense.writeRow(i, full);
        }
        return dense;
    }

    void write(PartWriter out) throws IOException {
        out.numbers(from);
        for (double[] near : band) {
            out.doubles(near);
        }
        out.matrix(far);
    }

    static NearBand read(PartReader in) throws IOException {
        int[] from = in.numbers();
        double[][] band = new double[from.length][];
        for (int i = 0; i < band.length; i++) {
            band[i] = in.doubles();
        }
        DenseMatrix far = in.matrix();
        return new NearBand(from, band, dense(band, from, far.precision(), in.scope()), far);
    }

    /** Near pairs are merged to second order (error theta^2); far pairs lose log10(1/theta) digits. */
    private static double theta(Precision precision) {
        return precision == Precision.FLOAT32 ? 1e-3 : 1e-5;
    }

    /** q = L a, all [r x t]. */
    void far(DenseMatrix a, DenseMatrix q) {
        Blas.multiply(far, a, q);
    }

    /**
     * One pass over the rotated targets: {@code b = a o b, q = 2 a o q, d = a o (N a)}; merged, {@code q = 2 a o (q -
     * b)} and b stays.
     *
     * @param a [r x t]
     * @param b [r x t]
     * @param qd q = L a in the first r rows, d is written to the others, [2r x t]
     */
    void combine(DenseMatrix a, DenseMatrix b, DenseMatrix qd, boolean merged) {
        if (dense != null) {
            Blas.multiply(dense, a, qd.rowView(from.length, 2 * from.length));
        }
        if (a.precision() == Precision.FLOAT32) {
            combineSingle(a, b, qd, merged);
        } else {
            combineDouble(a, b, qd, merged);
        }
    }

    private void combineDouble(DenseMatrix a, DenseMatrix b, DenseMatrix qd, boolean merged) {
        int r = from.length;
        int t = a.columns();
        double[] x = new double[t];
        double[] y = new double[t];
        double[] q = new double[t];
        for (int i = 0; i < r; i++) {
            a.readRow(i, x);
            b.readRow(i, y);
            qd.readRow(i, q);
            for (int v = 0; v < t; v++) {
                q[v] = 2 * x[v] * (merged ? q[v] - y[v] : q[v]);
                y[v] *= x[v];
            }
            qd.writeRow(i, q);
            if (!merged) {
                b.writeRow(i, y);
            }
            near(i, a, qd.rowView(r + i, r + i + 1), q);
            for (int v = 0; v < t; v++) {
                q[v] *= x[v];
            }
            qd.writeRow(r + i, q);
        }
    }

    /** Row i of N a. */
    private void near(int i, DenseMatrix a, DenseMatrix product, double[] sum) {
        if (dense != null) {
            product.readRow(0, sum);
            return;
        }
        double[] row = new double[sum.length];
        java.util.Arrays.fill(sum, 0);
        for (int k = 0; k < band[i].length; k++) {
            a.readRow(from[i] + k, row);
            double n = band[i][k];
            for (int v = 0; v < sum.length; v++) {
                sum[v] += n * row[v];
            }
        }
    }

    /** The same without widening: most rows have no near pair but themselves, and the pass is bound by memory. */
    private void combineSingle(DenseMatrix a, DenseMatrix b, DenseMatrix qd, boolean merged) {
        int r = from.length;
        int t = a.columns();
        float[] x = new float[t];
        float[] y = new float[t];
        float[] q = new float[t];
        float[] row = new float[t];
        for (int i = 0; i < r; i++) {
            a.readRow(i, x);
            b.readRow(i, y);
            qd.readRow(i, q);
            if (merged) {
                subtract(q, y);
            } else {
                multiply(y, x, 1);
                b.writeRow(i, y);
            }
            multiply(q, x, 2);
            qd.writeRow(i, q);
            nearSingle(i, a, qd.rowView(r + i, r + i + 1), x, q, row);
            multiply(q, x, 1);
            qd.writeRow(r + i, q);
        }
    }

    private void nearSingle(int i, DenseMatrix a, DenseMatrix product, float[] own, float[] sum, float[] row) {
        if (dense != null) {
            product.readRow(0, sum);
            return;
        }
        java.util.Arrays.fill(sum, 0);
        for (int k = 0; k < band[i].length; k++) {
            if (from[i] + k == i) {
                addTo(sum, (float) band[i][k], own);
            } else {
                a.readRow(from[i] + k, row);
                addTo(sum, (float) band[i][k], row);
            }
        }
    }

    private static void subtract(float[] y, float[] x) {
        for (int v = 0; v < y.length; v++) {
            y[v] -= x[v];
        }
    }

    private static void multiply(float[] y, float[] x, float factor) {
        for (int v = 0; v < y.length; v++) {
            y[v] *= factor * x[v];
        }
    }

    private static void addTo(float[] sum, float factor, float[] x) {
        for (int v = 0; v < sum.length; v++) {
            sum[v] += factor * x[v];
        }
    }
}
