package org.neurobeam.encoders.leaveout;

import org.neurobeam.schemas.array.DoubleMatrix;

/** Small dense least squares by orthogonalisation; matrices are arrays of columns. */
final class LeastSquares {
    private LeastSquares() {}

    /** The columns that a QR decomposition with column pivoting takes first. */
    static int[] pivots(double[][] columns, int count) {
        double[][] rest = new double[columns.length][];
        for (int j = 0; j < rest.length; j++) {
            rest[j] = columns[j].clone();
        }
        int[] pivots = new int[count];
        for (int m = 0; m < count; m++) {
            int best = 0;
            for (int j = 1; j < rest.length; j++) {
                best = dot(rest[j], rest[j]) > dot(rest[best], rest[best]) ? j : best;
            }
            pivots[m] = best;
            double[] unit = rest[best].clone();
            scale(unit, 1 / Math.sqrt(dot(unit, unit)));
            for (double[] column : rest) {
                subtract(column, dot(unit, column), unit);
            }
            java.util.Arrays.fill(rest[best], 0);
        }
        return pivots;
    }

    /**
     * The combinations of columns closest to others: min ||A f - b|| for each b.
     *
     * @param a M columns
     * @param b A columns
     * @return [M x A]
     */
    static DoubleMatrix solve(double[][] a, double[][] b) {
        int count = a.length;
        double[][] q = new double[count][];
        double[][] r = new double[count][count];
        for (int m = 0; m < count; m++) {
            q[m] = a[m].clone();
            // twice is enough: nearly dependent columns lose orthogonality in one pass
            for (int pass = 0; pass < 2; pass++) {
                for (int l = 0; l < m; l++) {
                    double projection = dot(q[l], q[m]);
                    r[l][m] += projection;
                    subtract(q[m], projection, q[l]);
                }
            }
            r[m][m] = Math.sqrt(dot(q[m], q[m]));
            scale(q[m], 1 / r[m][m]);
        }
        DoubleMatrix f = DoubleMatrix.zeros(count, b.length);
        for (int j = 0; j < b.length; j++) {
            double[] rest = b[j].clone();
            double[] c = new double[count];
            for (int m = 0; m < count; m++) {
                c[m] = dot(q[m], rest);
                subtract(rest, c[m], q[m]);
            }
            for (int m = count - 1; m >= 0; m--) {
                double value = c[m];
                for (int l = m + 1; l < count; l++) {
                    value -= r[m][l] * f.get(l, j);
                }
                f.set(m, j, value / r[m][m]);
            }
        }
        return f;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static void subtract(double[] x, double factor, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= factor * y[i];
        }
    }
}
