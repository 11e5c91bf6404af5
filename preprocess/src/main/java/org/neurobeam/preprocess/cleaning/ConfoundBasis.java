package org.neurobeam.preprocess.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Orthonormal basis of the confounds of one run, and its removal from a series.
 *
 * <pre>{@code C P = Q R;  x -= Q (Q'x)}</pre>
 *
 * @see <a href="https://doi.org/10.1002/hbm.24528">Lindquist et al. 2019</a> on filtering confounds like signals
 */
final class ConfoundBasis {
    private static final int TOGETHER = 4;
    /** A confound that detrending and filtering reduce by this factor was nothing but trend; the rest is rounding. */
    private static final double VANISHED = 1e-12;

    /** [rank rounded up to a multiple of four][rows], the last ones zero. */
    private final double[][] q;

    private final int rank;
    private final List<String> warnings;

    private ConfoundBasis(double[][] q, int rank, List<String> warnings) {
        this.q = q;
        this.rank = rank;
        this.warnings = warnings;
    }

    /**
     * The basis of conditioned columns.
     *
     * @param columns [c][volumes of the run], finite where they are kept
     * @param zscore z-score the columns instead of dividing them by their largest magnitude
     */
    static ConfoundBasis of(double[][] columns, SeriesConditioner conditioner, boolean zscore) {
        List<String> warnings = new ArrayList<>();
        List<double[]> scaled = new ArrayList<>();
        int n = conditioner.kept();
        for (int j = 0; j < columns.length; j++) {
            Workspace work = new Workspace(columns[j].length, conditioner.padLength());
            conditioner.condition(columns[j], 0, work);
            double[] x = Arrays.copyOf(work.rows, n);
            if (zscore && n > 1) {
                center(x);
            }
            if (largest(x) <= VANISHED * largest(columns[j])) {
                warnings.add("confound column " + j + " is constant or a pure trend and changes nothing");
                continue;
            }
            scale(x, zscore ? sd(x) : largest(x));
            scaled.add(x);
        }
        double[][] basis = PivotedQr.basis(scaled.toArray(new double[0][]));
        if (basis.length < scaled.size()) {
            warnings.add(
                    scaled.size() + " confound columns have rank " + basis.length + " over " + n + " kept volumes");
        }
        if (basis.length > 0 && basis.length >= n - conditioner.trendTerms()) {
            warnings.add("confounds of rank " + basis.length + " leave nothing of " + n + " kept volumes");
        }
        return new ConfoundBasis(padded(basis, n), basis.length, warnings);
    }

    private static double[][] padded(double[][] basis, int rows) {
        int count = (basis.length + TOGETHER - 1) / TOGETHER * TOGETHER;
        double[][] q = Arrays.copyOf(basis, count);
        for (int j = basis.length; j < count; j++) {
            q[j] = new double[rows];
        }
        return q;
    }

    private static void center(double[] x) {
        double mean = LinearTrend.mean(x, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
    }

    private static double sd(double[] centered) {
        double sum = 0;
        for (double v : centered) {
            sum += v * v;
        }
        return centered.length > 1 ? Math.sqrt(sum / (centered.length - 1)) : 1;
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            // a NaN in a censored volume does not count
            largest = Math.abs(v) > largest ? Math.abs(v) : largest;
        }
        return largest;
    }

    private static void scale(double[] x, double by) {
        for (int i = 0; i < x.length && by > 0; i++) {
            x[i] /= by;
        }
    }

    /** Number of independent confounds: the degrees of freedom that they take. */
    int rank() {
        return rank;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Removes the confounds from x[0, n) in place, four at a time. */
    void remove(double[] x, int n) {
        for (int j = 0; j < q.length; j += TOGETHER) {
            removeFour(q[j], q[j + 1], q[j + 2], q[j + 3], x, n);
        }
    }

    private static void removeFour(double[] q0, double[] q1, double[] q2, double[] q3, double[] x, int n) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        double b0 = 0, b1 = 0, b2 = 0, b3 = 0;
        int i = 0;
        // eight sums: fewer would wait for the latency of their own additions
        for (; i + 1 < n; i += 2) {
            double u = x[i];
            double v = x[i + 1];
            a0 += q0[i] * u;
            a1 += q1[i] * u;
            a2 += q2[i] * u;
            a3 += q3[i] * u;
            b0 += q0[i + 1] * v;
            b1 += q1[i + 1] * v;
            b2 += q2[i + 1] * v;
            b3 += q3[i + 1] * v;
        }
        if (i < n) {
            a0 += q0[i] * x[i];
            a1 += q1[i] * x[i];
            a2 += q2[i] * x[i];
            a3 += q3[i] * x[i];
        }
        double s0 = a0 + b0, s1 = a1 + b1, s2 = a2 + b2, s3 = a3 + b3;
        for (int k = 0; k < n; k++) {
            x[k] -= s0 * q0[k] + s1 * q1[k] + (s2 * q2[k] + s3 * q3[k]);
        }
    }
}
