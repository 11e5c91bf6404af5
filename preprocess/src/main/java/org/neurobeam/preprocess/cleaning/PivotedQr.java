package org.neurobeam.preprocess.cleaning;

/**
 * Rank-revealing economic QR of a tall matrix by Householder reflections with column pivoting.
 *
 * <pre>{@code A P = Q R,  |R_00| >= |R_11| >= ...}</pre>
 *
 * <p>Cost O(rows columns min(rows, columns)).
 *
 * @see <a href="https://doi.org/10.1007/BF01436084">Businger and Golub 1965</a>
 */
final class PivotedQr {
    private static final double EPSILON = Math.ulp(1.0);

    private PivotedQr() {}

    /**
     * Orthonormal columns that span the columns of A: those of Q with {@code |R_ii| > 100 eps max(1, |R_00|)}.
     *
     * @param a [columns][rows], overwritten
     * @return [rank][rows]
     */
    static double[][] basis(double[][] a) {
        int rows = a.length == 0 ? 0 : a[0].length;
        int steps = Math.min(rows, a.length);
        double[] diagonal = new double[steps];
        int rank = 0;
        while (rank < steps) {
            int pivot = largest(a, rank);
            double[] column = a[pivot];
            a[pivot] = a[rank];
            a[rank] = column;
            diagonal[rank] = reflector(column, rank);
            if (Math.abs(diagonal[rank]) <= 100 * EPSILON * Math.max(1, Math.abs(diagonal[0]))) {
                break;
            }
            for (int j = rank + 1; j < a.length; j++) {
                reflect(column, a[j], rank);
            }
            rank++;
        }
        return orthonormal(a, rank, rows);
    }

    private static int largest(double[][] a, int from) {
        int best = from;
        double norm = -1;
        for (int j = from; j < a.length; j++) {
            double sum = 0;
            for (int i = from; i < a[j].length; i++) {
                sum += a[j][i] * a[j][i];
            }
            if (sum > norm) {
                norm = sum;
                best = j;
            }
        }
        return best;
    }

    /** Replaces x[k..] by the unit vector of the reflection that maps it to (r, 0, ..); returns r. */
    private static double reflector(double[] x, int k) {
        double sum = 0;
        for (int i = k; i < x.length; i++) {
            sum += x[i] * x[i];
        }
        double r = -Math.copySign(Math.sqrt(sum), x[k]);
        x[k] -= r;
        double norm = 0;
        for (int i = k; i < x.length; i++) {
            norm += x[i] * x[i];
        }
        norm = Math.sqrt(norm);
        for (int i = k; i < x.length && norm > 0; i++) {
            x[i] /= norm;
        }
        return r;
    }

    private static void reflect(double[] v, double[] x, int k) {
        double dot = 0;
        for (int i = k; i < x.length; i++) {
            dot += v[i] * x[i];
        }
        for (int i = k; i < x.length; i++) {
            x[i] -= 2 * dot * v[i];
        }
    }

    private static double[][] orthonormal(double[][] reflectors, int rank, int rows) {
        double[][] q = new double[rank][rows];
        for (int j = 0; j < rank; j++) {
            q[j][j] = 1;
            for (int k = rank - 1; k >= 0; k--) {
                reflect(reflectors[k], q[j], k);
            }
        }
        return q;
    }
}
