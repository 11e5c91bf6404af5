package org.neurobeam.encoders.prior;

import java.util.Optional;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.NumericalException;

/**
 * A normal prior of the weights of one feature space, {@code b ~ N(0, Sigma_delays (x) Sigma_features)}.
 *
 * <pre>{@code
 * argmin ||y - X b||^2 + alpha b' Sigma^-1 b = L argmin ||y - X L c||^2 + alpha ||c||^2,   Sigma = L L'
 * L = L_delays (x) L_features,   K = X Sigma X' = sum_ab Sigma_ab S_a (X0 Sigma_features X0') S_b'
 * }</pre>
 *
 * <p>L_delays mixes delays, which costs d^2 shifts of the kernel; L_features is multiplied into the undelayed features
 * once, 2 n p^2 flops. Sigma is never inverted.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2019.04.012">Nunez-Elizalde et al. 2019</a>
 */
public final class WeightPrior {
    /** Rounding of a covariance that was meant to be symmetric, relative to its largest element. */
    private static final double SYMMETRY = 1e-6;

    private final Optional<DoubleMatrix> delays;
    private final Optional<DoubleMatrix> features;

    private WeightPrior(Optional<DoubleMatrix> delays, Optional<DoubleMatrix> features) {
        this.delays = delays;
        this.features = features;
    }

    /**
     * Factorises the covariances.
     *
     * @param name of the feature space, for errors
     * @param delays covariance over delays, [d x d]; the identity if empty
     * @param features covariance over features, [p x p]; the identity if empty
     * @throws NumericalException if one is not symmetric and positive definite
     */
    public static WeightPrior of(String name, Optional<DoubleMatrix> delays, Optional<DoubleMatrix> features) {
        return new WeightPrior(
                delays.map(sigma -> factor("prior of the delays of the space " + name, sigma)),
                features.map(sigma -> factor("prior of the features of the space " + name, sigma)));
    }

    private static DoubleMatrix factor(String what, DoubleMatrix sigma) {
        String named = what + " [" + sigma.rows() + " x " + sigma.columns() + "]";
        requireSymmetric(named, sigma);
        try (DenseMatrix a = DenseMatrix.copyOf(sigma);
                Cholesky cholesky = Cholesky.of(a)) {
            return cholesky.factor();
        } catch (NumericalException e) {
            throw notPositive(
                    named + " is not positive definite: " + e.getMessage().split(";")[0]);
        }
    }

    private static void requireSymmetric(String what, DoubleMatrix sigma) {
        if (sigma.rows() != sigma.columns() || sigma.rows() == 0) {
            throw new NumericalException(what + " is not square; give the covariance of the weights");
        }
        double largest = 0;
        for (double value : sigma.values()) {
            if (!Double.isFinite(value)) {
                throw new NumericalException(what + " holds " + value + "; give finite covariances of the weights");
            }
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < sigma.rows(); i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(sigma.get(i, j) - sigma.get(j, i)) > SYMMETRY * largest) {
                    throw notPositive(what + " is not symmetric: element (" + i + ", " + j + ") is " + sigma.get(i, j)
                            + " but (" + j + ", " + i + ") is " + sigma.get(j, i));
                }
            }
        }
    }

    private static NumericalException notPositive(String problem) {
        return new NumericalException(problem
                + "; give the covariance of the weights (not its inverse), and add a little to its diagonal, or take a"
                + " smaller width of a gaussian prior, if it is nearly singular");
    }

    /**
     * The space on which plain ridge has this prior, X L.
     *
     * @throws IllegalArgumentException if the space has other delays or features than the prior
     */
    DelayedSpace mixed(DelayedSpace space) {
        int d = space.delays().size();
        int p = space.values().columns();
        if (delays.map(DoubleMatrix::rows).orElse(d) != d
                || features.map(DoubleMatrix::rows).orElse(p) != p) {
            throw new IllegalArgumentException("prior of " + delays.map(DoubleMatrix::rows) + " delays and "
                    + features.map(DoubleMatrix::rows) + " features for " + d + " delays of " + p + " features");
        }
        RowSource values = features.map(l -> times(space.values(), l)).orElse(space.values());
        return new DelayedSpace(values, space.delays(), delays.orElse(space.mixing()));
    }

    private static RowSource times(RowSource x, DoubleMatrix l) {
        try (DenseMatrix left = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix right = DenseMatrix.copyOf(l);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), l.columns())) {
            Blas.multiply(left, right, product);
            return RowSource.of(product.toDoubleMatrix());
        }
    }

    /**
     * Weights of the mixed features become weights of the features, b = L c.
     *
     * @param weights [d p x t] float64, overwritten
     */
    void restore(DenseMatrix weights) {
        delays.ifPresent(l -> restoreDelays(l, weights));
        features.ifPresent(l -> restoreFeatures(l, weights));
    }

    private static void restoreDelays(DoubleMatrix l, DenseMatrix weights) {
        int d = l.rows();
        int p = weights.rows() / d;
        double[][] mixed = new double[d][weights.columns()];
        double[] sum = new double[weights.columns()];
        for (int j = 0; j < p; j++) {
            for (int b = 0; b < d; b++) {
                weights.readRow(b * p + j, mixed[b]);
            }
            for (int a = 0; a < d; a++) {
                for (int v = 0; v < sum.length; v++) {
                    sum[v] = 0;
                    for (int b = 0; b <= a; b++) {
                        sum[v] += l.get(a, b) * mixed[b][v];
                    }
                }
                weights.writeRow(a * p + j, sum);
            }
        }
    }

    private static void restoreFeatures(DoubleMatrix l, DenseMatrix weights) {
        int p = l.rows();
        try (DenseMatrix left = DenseMatrix.copyOf(l);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, p, weights.columns())) {
            for (int from = 0; from < weights.rows(); from += p) {
                Blas.multiply(left, weights.rowView(from, from + p), product);
                weights.copyRows(product, from);
            }
        }
    }
}
