package org.neurobeam.preprocess.design;

import org.neurobeam.schemas.array.DoubleMatrix;

/** The factor R of a QR decomposition by Householder reflections, for a cheap bound of the condition number. */
final class UpperTriangle {
    private final int n;
    private final double[][] columns;

    private UpperTriangle(int n, double[][] columns) {
        this.n = n;
        this.columns = columns;
    }

    /** R of a matrix with at least as many rows as columns: O(rows columns^2). */
    static UpperTriangle of(DoubleMatrix a) {
        int n = a.columns();
        double[][] c = new double[n][];
        for (int j = 0; j < n; j++) {
            c[j] = a.column(j);
        }
        for (int k = 0; k < n; k++) {
            double norm = Math.sqrt(dot(c[k], c[k], k));
            if (norm > 0) {
                double pivot = c[k][k] > 0 ? -norm : norm;
                double[] v = c[k].clone();
                v[k] -= pivot;
                double square = dot(v, v, k);
                for (int j = k; j < n; j++) {
                    reflect(c[j], v, 2 * dot(v, c[j], k) / square, k);
                }
            }
        }
        return new UpperTriangle(n, c);
    }

    /** |R|_F |R^-1|_F, at least the condition number and at most n times it; infinite where R is singular. */
    double conditionBound() {
        double square = 0;
        double inverseSquare = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                square += columns[j][i] * columns[j][i];
            }
            double[] x = inverseColumn(j);
            inverseSquare += dot(x, x, 0);
        }
        double bound = Math.sqrt(square) * Math.sqrt(inverseSquare);
        return Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
    }

    private double[] inverseColumn(int j) {
        double[] x = new double[j + 1];
        x[j] = 1;
        for (int i = j; i >= 0; i--) {
            x[i] /= columns[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= columns[i][k] * x[i];
            }
        }
        return x;
    }

    private static void reflect(double[] x, double[] v, double factor, int from) {
        for (int i = from; i < x.length; i++) {
            x[i] -= factor * v[i];
        }
    }

    private static double dot(double[] a, double[] b, int from) {
        double sum = 0;
        for (int i = from; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
