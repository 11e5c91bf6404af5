package org.neurobeam.preprocess.cleaning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Leading eigenvectors of a symmetric positive semi-definite matrix by orthogonal iteration with Rayleigh-Ritz.
 *
 * <p>More vectors are iterated than are asked for, so convergence does not hang on the gap behind the last one wanted.
 * Cost O(n^2 (k + guard)) an iteration.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611970739">Saad 2011, chapter 5</a>
 */
final class SymmetricEigen {
    private static final int GUARD = 15;
    private static final int ITERATIONS = 3000;
    private static final int SWEEPS = 60;
    private static final double RESIDUAL = 1e-12;
    private static final double RANK = 1e-13;

    private SymmetricEigen() {}

    /**
     * Unit eigenvectors by falling eigenvalue, at most k and at most the numerical rank.
     *
     * @param a [n][n], symmetric
     * @return [at most k][n]; signs are arbitrary
     * @throws NumericalException if they do not converge
     */
    static double[][] leading(double[][] a, int k) {
        int n = a.length;
        double[][] q = start(n, Math.min(n, k + GUARD));
        for (int iteration = 0; iteration < ITERATIONS && q.length > 0; iteration++) {
            double[][] z = Arrays.stream(q).map(v -> times(a, v)).toArray(double[][]::new);
            double[][] small = products(q, z);
            double[][] rotation = jacobi(small);
            double[] values =
                    IntStream.range(0, q.length).mapToDouble(i -> small[i][i]).toArray();
            int[] order = falling(values);
            double largest = values[order[0]];
            int wanted = (int) Arrays.stream(order)
                    .limit(k)
                    .filter(i -> values[i] > RANK * largest)
                    .count();
            double[][] vectors = combined(rotation, order, q);
            z = combined(rotation, order, z);
            if (residual(vectors, z, wanted) <= RESIDUAL * largest) {
                return Arrays.copyOf(vectors, wanted);
            }
            for (double[] v : z) {
                scale(v, 1 / largest);
            }
            q = PivotedQr.basis(z);
        }
        throw new NumericalException("the leading " + k + " eigenvectors of a [" + n + " x " + n
                + "] matrix did not reach a relative residual of " + RESIDUAL + " in " + ITERATIONS
                + " iterations; ask for fewer");
    }

    private static int[] falling(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[][] start(int n, int count) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] q = new double[count][n];
        for (double[] v : q) {
            Arrays.setAll(v, i -> random.nextDouble() - 0.5);
        }
        return PivotedQr.basis(q);
    }

    private static double[] times(double[][] a, double[] v) {
        double[] product = new double[v.length];
        // rows equal columns, and adding rows vectorises where dot products do not
        for (int i = 0; i < v.length; i++) {
            add(product, v[i], a[i]);
        }
        return product;
    }

    private static void add(double[] to, double factor, double[] v) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * v[i];
        }
    }

    private static void scale(double[] v, double by) {
        for (int i = 0; i < v.length; i++) {
            v[i] *= by;
        }
    }

    private static double[][] products(double[][] q, double[][] z) {
        double[][] m = new double[q.length][q.length];
        for (int i = 0; i < q.length; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int t = 0; t < z[j].length; t++) {
                    dot += q[i][t] * z[j][t];
                }
                m[i][j] = dot;
                m[j][i] = dot;
            }
        }
        return m;
    }

    /** Sum over i of rotation[i][order[j]] times row i, for each j. */
    private static double[][] combined(double[][] rotation, int[] order, double[][] rows) {
        double[][] out = new double[order.length][rows[0].length];
        for (int j = 0; j < order.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                add(out[j], rotation[i][order[j]], rows[i]);
            }
        }
        return out;
    }

    /** Largest norm of {@code z - (q'z) q} among the first vectors. */
    private static double residual(double[][] q, double[][] z, int count) {
        double worst = 0;
        for (int j = 0; j < count; j++) {
            double theta = 0;
            for (int t = 0; t < q[j].length; t++) {
                theta += q[j][t] * z[j][t];
            }
            double sum = 0;
            for (int t = 0; t < q[j].length; t++) {
                double d = z[j][t] - theta * q[j][t];
                sum += d * d;
            }
            worst = Math.max(worst, Math.sqrt(sum));
        }
        return worst;
    }

    /**
     * Cyclic Jacobi.
     *
     * @param m [b][b], symmetric; its diagonal becomes the eigenvalues
     * @return eigenvectors in columns, [b][b]
     */
    static double[][] jacobi(double[][] m) {
        int b = m.length;
        double[][] v = new double[b][b];
        for (int i = 0; i < b; i++) {
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean turned = false;
            for (int p = 0; p < b; p++) {
                for (int q = p + 1; q < b; q++) {
                    turned |= rotate(m, v, p, q);
                }
            }
            if (!turned) {
                break;
            }
        }
        return v;
    }

    private static boolean rotate(double[][] m, double[][] v, int p, int q) {
        double off = m[p][q];
        if (Math.abs(off) <= Math.ulp(1.0) * 0.01 * Math.sqrt(Math.abs(m[p][p] * m[q][q])) || off == 0) {
            return false;
        }
        double theta = (m[q][q] - m[p][p]) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int i = 0; i < m.length; i++) {
            double a = m[i][p];
            double b = m[i][q];
            m[i][p] = c * a - s * b;
            m[i][q] = s * a + c * b;
        }
        for (int i = 0; i < m.length; i++) {
            double a = m[p][i];
            double b = m[q][i];
            m[p][i] = c * a - s * b;
            m[q][i] = s * a + c * b;
            double e = v[i][p];
            double f = v[i][q];
            v[i][p] = c * e - s * f;
            v[i][q] = s * e + c * f;
        }
        return true;
    }
}
