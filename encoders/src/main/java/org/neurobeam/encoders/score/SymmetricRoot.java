package org.neurobeam.encoders.score;

/** The symmetric root A of a small positive semidefinite matrix, {@code A A = G}, by cyclic Jacobi rotations. */
final class SymmetricRoot {
    private static final int MAX_SWEEPS = 60;

    private SymmetricRoot() {}

    /** @param g [m][m] symmetric; eigenvalues that rounding made negative count as 0 */
    static double[][] of(double[][] g) {
        int m = g.length;
        double[][] a = new double[m][];
        double[][] q = new double[m][m];
        for (int i = 0; i < m; i++) {
            a[i] = g[i].clone();
            q[i][i] = 1;
        }
        for (int sweep = 0; sweep < MAX_SWEEPS && !diagonal(a); sweep++) {
            for (int i = 0; i < m; i++) {
                for (int j = i + 1; j < m; j++) {
                    rotate(a, q, i, j);
                }
            }
        }
        double[][] root = new double[m][m];
        for (int l = 0; l < m; l++) {
            double s = Math.sqrt(Math.max(0, a[l][l]));
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    root[i][j] += q[i][l] * s * q[j][l];
                }
            }
        }
        return root;
    }

    private static boolean diagonal(double[][] a) {
        double off = 0;
        double all = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                all += a[i][j] * a[i][j];
                off += i == j ? 0 : a[i][j] * a[i][j];
            }
        }
        // NaN matrices stop at once
        return !(off > 1e-32 * all);
    }

    private static void rotate(double[][] a, double[][] q, int i, int j) {
        if (a[i][j] == 0) {
            return;
        }
        double theta = (a[j][j] - a[i][i]) / (2 * a[i][j]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double x = a[k][i];
            double y = a[k][j];
            a[k][i] = c * x - s * y;
            a[k][j] = s * x + c * y;
        }
        for (int k = 0; k < a.length; k++) {
            double x = a[i][k];
            double y = a[j][k];
            a[i][k] = c * x - s * y;
            a[j][k] = s * x + c * y;
            double u = q[k][i];
            double w = q[k][j];
            q[k][i] = c * u - s * w;
            q[k][j] = s * u + c * w;
        }
    }
}
