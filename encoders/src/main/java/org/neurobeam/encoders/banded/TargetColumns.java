package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Operations on float64 matrices [rows x t] with a factor for each target. */
final class TargetColumns {
    private TargetColumns() {}

    /** sum += a diag(factors). */
    static void add(double[] factors, DenseMatrix a, DenseMatrix sum) {
        double[] x = new double[factors.length];
        double[] y = new double[factors.length];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, x);
            sum.readRow(i, y);
            for (int v = 0; v < y.length; v++) {
                y[v] += factors[v] * x[v];
            }
            sum.writeRow(i, y);
        }
    }

    /** a := b + a diag(factors). */
    static void scaleAndAdd(double[] factors, DenseMatrix a, DenseMatrix b) {
        double[] x = new double[factors.length];
        double[] y = new double[factors.length];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, x);
            b.readRow(i, y);
            for (int v = 0; v < y.length; v++) {
                y[v] += factors[v] * x[v];
            }
            a.writeRow(i, y);
        }
    }

    /** Products a_v . b_v, [t]. */
    static double[] dot(DenseMatrix a, DenseMatrix b) {
        double[] sum = new double[a.columns()];
        double[] x = new double[a.columns()];
        double[] y = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, x);
            b.readRow(i, y);
            for (int v = 0; v < sum.length; v++) {
                sum[v] += x[v] * y[v];
            }
        }
        return sum;
    }
}
