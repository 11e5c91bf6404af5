package org.neurobeam.encoders.score;

import org.neurobeam.preprocess.linalg.RowSource;

/** Pearson correlation of two matrices per column, over the rows where both are known; row by row in float64. */
final class PairwisePearson {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final int[] count;
    private final double[] firstA;
    private final double[] firstB;
    private final double[] sumA;
    private final double[] sumB;
    private final double[] sumAa;
    private final double[] sumBb;
    private final double[] sumAb;

    private PairwisePearson(int targets) {
        count = new int[targets];
        firstA = new double[targets];
        firstB = new double[targets];
        sumA = new double[targets];
        sumB = new double[targets];
        sumAa = new double[targets];
        sumBb = new double[targets];
        sumAb = new double[targets];
    }

    /** Correlations, [t]; NaN with fewer than 2 common rows or a constant column. */
    static double[] of(RowSource a, RowSource b) {
        Shapes.requireSame(a, b);
        PairwisePearson sums = new PairwisePearson(a.columns());
        double[] rowA = new double[a.columns()];
        double[] rowB = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, rowA);
            b.readRow(i, rowB);
            sums.add(rowA, rowB);
        }
        return sums.r();
    }

    private void add(double[] a, double[] b) {
        for (int v = 0; v < count.length; v++) {
            if (Double.isNaN(a[v]) || Double.isNaN(b[v])) {
                continue;
            }
            if (count[v]++ == 0) {
                firstA[v] = a[v];
                firstB[v] = b[v];
            }
            double x = a[v] - firstA[v];
            double y = b[v] - firstB[v];
            sumA[v] += x;
            sumB[v] += y;
            sumAa[v] += x * x;
            sumBb[v] += y * y;
            sumAb[v] += x * y;
        }
    }

    private double[] r() {
        double[] r = new double[count.length];
        for (int v = 0; v < r.length; v++) {
            double a = sumAa[v] - sumA[v] * sumA[v] / count[v];
            double b = sumBb[v] - sumB[v] * sumB[v] / count[v];
            boolean defined = count[v] > 1 && a > CONSTANT * sumAa[v] && b > CONSTANT * sumBb[v];
            r[v] = defined ? (sumAb[v] - sumA[v] * sumB[v] / count[v]) / Math.sqrt(a * b) : Double.NaN;
        }
        return r;
    }
}
