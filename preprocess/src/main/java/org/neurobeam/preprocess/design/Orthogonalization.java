package org.neurobeam.preprocess.design;

import java.util.List;

/** Makes each column orthogonal to those before it; the scale of what is left stays. */
final class Orthogonalization {
    /** A column is removed twice: once is not enough for columns that are nearly parallel. */
    private static final int PASSES = 2;

    private Orthogonalization() {}

    /**
     * X_i -= X_{<i} pinv(X_{<i}) X_i for i = 1, 2, ...; in place. The columns before i are orthogonal already, so the
     * projection is the sum of the projections on each; a column of zeros is left out, as by the pseudo-inverse.
     */
    static void inOrder(List<double[]> columns) {
        for (int i = 1; i < columns.size(); i++) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (int j = 0; j < i; j++) {
                    removeProjection(columns.get(i), columns.get(j));
                }
            }
        }
    }

    private static void removeProjection(double[] x, double[] direction) {
        double square = dot(direction, direction);
        if (square > 0) {
            double factor = dot(x, direction) / square;
            for (int t = 0; t < x.length; t++) {
                x[t] -= factor * direction[t];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }
}
