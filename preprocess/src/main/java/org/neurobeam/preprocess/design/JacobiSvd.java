package org.neurobeam.preprocess.design;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Thin singular value decomposition A = U S V' by one-sided Jacobi rotations, accurate for tiny singular values too.
 *
 * @see <a href="https://doi.org/10.1137/0613074">Demmel and Veselic 1992</a>
 */
final class JacobiSvd {
    private static final double TOLERANCE = 1e-15;
    private static final int MAX_SWEEPS = 60;

    private final double[][] u;
    private final double[][] v;
    private final double[] s;

    private JacobiSvd(double[][] u, double[][] v, double[] s) {
        this.u = u;
        this.v = v;
        this.s = s;
    }

    /** The decomposition of a matrix with at least as many rows as columns. */
    static JacobiSvd of(DoubleMatrix a) {
        int n = a.columns();
        double[][] u = new double[n][];
        double[][] v = new double[n][n];
        for (int j = 0; j < n; j++) {
            u[j] = a.column(j);
            v[j][j] = 1;
        }
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= rotate(u, v, p, q);
                }
            }
        }
        double[] s = new double[n];
        double largest = 0;
        for (int j = 0; j < n; j++) {
            s[j] = Math.sqrt(dot(u[j], u[j]));
            largest = Math.max(largest, s[j]);
        }
        normalize(u, s, largest);
        return new JacobiSvd(u, v, s);
    }

    double largest() {
        double largest = 0;
        for (double x : s) {
            largest = Math.max(largest, x);
        }
        return largest;
    }

    double smallest() {
        double smallest = Double.POSITIVE_INFINITY;
        for (double x : s) {
            smallest = Math.min(smallest, x);
        }
        return smallest;
    }

    /** U (S + increment) V'. */
    DoubleMatrix raisedBy(double increment) {
        int n = s.length;
        DoubleMatrix a = DoubleMatrix.zeros(u[0].length, n);
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < a.rows(); i++) {
                double left = u[k][i] * (s[k] + increment);
                for (int j = 0; j < n; j++) {
                    a.set(i, j, a.get(i, j) + left * v[k][j]);
                }
            }
        }
        return a;
    }

    private static boolean rotate(double[][] u, double[][] v, int p, int q) {
        double alpha = dot(u[p], u[p]);
        double beta = dot(u[q], u[q]);
        double gamma = dot(u[p], u[q]);
        if (Math.abs(gamma) <= TOLERANCE * Math.sqrt(alpha) * Math.sqrt(beta)) {
            return false;
        }
        double zeta = (beta - alpha) / (2 * gamma);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double cosine = 1 / Math.hypot(1, t);
        turn(u[p], u[q], cosine, cosine * t);
        turn(v[p], v[q], cosine, cosine * t);
        return true;
    }

    private static void turn(double[] x, double[] y, double cosine, double sine) {
        for (int i = 0; i < x.length; i++) {
            double xi = x[i];
            x[i] = cosine * xi - sine * y[i];
            y[i] = sine * xi + cosine * y[i];
        }
    }

    /** Columns of norm 1; those of no significant norm become unit vectors orthogonal to all others. */
    private static void normalize(double[][] u, double[] s, double largest) {
        double negligible = largest * Double.MIN_NORMAL;
        for (int j = 0; j < s.length; j++) {
            if (s[j] > negligible) {
                scale(u[j], 1 / s[j]);
            }
        }
        for (int j = 0; j < s.length; j++) {
            if (s[j] <= negligible) {
                complete(u, s, j, negligible);
            }
        }
    }

    private static void complete(double[][] u, double[] s, int j, double negligible) {
        for (int unit = 0; unit < u[j].length; unit++) {
            double[] x = new double[u[j].length];
            x[unit] = 1;
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < s.length; k++) {
                    if (k < j || s[k] > negligible) {
                        double projection = dot(x, u[k]);
                        for (int i = 0; i < x.length; i++) {
                            x[i] -= projection * u[k][i];
                        }
                    }
                }
            }
            double norm = Math.sqrt(dot(x, x));
            if (norm * norm * x.length > 0.5) {
                scale(x, 1 / norm);
                u[j] = x;
                return;
            }
        }
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
