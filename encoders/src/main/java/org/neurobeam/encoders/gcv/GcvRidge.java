package org.neurobeam.encoders.gcv;

import java.util.Arrays;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.Samples;
import org.neurobeam.encoders.linear.ThinRotation;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Ridge regression with the penalty of each target that minimises generalised cross-validation.
 *
 * <pre>{@code
 * w = argmin ||X w - y||^2 + alpha ||w||^2      GCV(alpha) = n ||C y||^2 / tr(C)^2
 * C = (K + alpha I)^-1 - 11'/(n alpha)          (the second term with an intercept, K then centred)
 * }</pre>
 *
 * <p>With X = U diag(s) V', a = U'y and b = alpha/(s^2 + alpha): {@code alpha^2 ||C y||^2 = ||y||^2 - ||a||^2 + sum b^2
 * a^2} and {@code alpha tr(C) = n - r + sum b}, less 1 with an intercept. All penalties of all targets are one product
 * of 2 A r t flops; nothing of n x t x A is made. In the unit of leave-one-out squared error, but exact leave-one-out
 * ({@link org.neurobeam.encoders.ridge.InnerSelection#LEAVE_ONE_OUT}) weighs rows by their own leverage.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1979.10489751">Golub, Heath and Wahba 1979</a>
 */
public final class GcvRidge {
    private final GcvOptions options;

    /** With the given settings. */
    public GcvRidge(GcvOptions options) {
        this.options = options;
    }

    /**
     * Chooses the penalty of each target and fits it.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @throws IllegalArgumentException if the samples differ in number or a feature is not finite
     */
    public GcvFit fit(RowSource x, RowSource y) {
        Samples samples = Samples.of(x, y);
        try (LinearProblem problem = samples.all(options.intercept());
                ThinRotation rotation = ThinRotation.of(problem);
                DenseMatrix g = DenseMatrix.zeros(
                        Precision.FLOAT64,
                        rotation.rotated().rows(),
                        rotation.rotated().columns())) {
            DoubleMatrix errors = errors(problem, rotation);
            double[] alphas = choose(errors);
            rotation.shrink(alphas, g);
            try (DenseMatrix weights = rotation.weights(g)) {
                return new GcvFit(
                        problem.model(weights),
                        samples.screen().expand(alphas),
                        samples.screen().expand(errors));
            }
        }
    }

    /** GCV of every penalty and fitted target, [A x t]. */
    private DoubleMatrix errors(LinearProblem problem, ThinRotation rotation) {
        int n = problem.x().rows();
        double[] s = rotation.values();
        int free = n - s.length - (options.intercept() ? 1 : 0);
        DoubleMatrix left = left(s);
        try (DenseMatrix shares = DenseMatrix.copyOf(squared(left));
                DenseMatrix squares = DenseMatrix.copyOf(rotation.rotated(), Precision.FLOAT64);
                DenseMatrix sums = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), squares.columns())) {
            double[] unreachable = square(problem, squares);
            Blas.multiply(shares, squares, sums);
            DoubleMatrix errors = sums.toDoubleMatrix();
            for (int j = 0; j < left.rows(); j++) {
                double trace = free + Arrays.stream(left.row(j)).sum();
                for (int v = 0; v < unreachable.length; v++) {
                    // with no direction free, what is left of y is rounding
                    double sum = errors.get(j, v) + (free > 0 ? unreachable[v] : 0);
                    errors.set(j, v, n * sum / (trace * trace));
                }
            }
            return errors;
        }
    }

    /** What each penalty leaves of each direction, alpha/(s^2 + alpha) [A x r]. */
    private DoubleMatrix left(double[] s) {
        DoubleMatrix left = DoubleMatrix.zeros(options.alphas().size(), s.length);
        for (int j = 0; j < left.rows(); j++) {
            for (int i = 0; i < s.length; i++) {
                left.set(j, i, 1 / (1 + s[i] * s[i] / options.alphas().get(j)));
            }
        }
        return left;
    }

    private static DoubleMatrix squared(DoubleMatrix m) {
        return DoubleMatrix.wrap(
                m.rows(), m.columns(), Arrays.stream(m.values()).map(a -> a * a).toArray());
    }

    /** Squares a in place; returns ||y||^2 - ||a||^2 of each target, not below 0. */
    private static double[] square(LinearProblem problem, DenseMatrix a) {
        double[] left = new double[a.columns()];
        double[] row = new double[a.columns()];
        for (int i = 0; i < problem.y().rows(); i++) {
            problem.y().readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                left[v] += row[v] * row[v];
            }
        }
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] *= row[v];
                left[v] -= row[v];
            }
            a.writeRow(i, row);
        }
        for (int v = 0; v < left.length; v++) {
            left[v] = Math.max(0, left[v]);
        }
        return left;
    }

    /** A tie goes to the larger penalty. */
    private double[] choose(DoubleMatrix errors) {
        double[] alphas = new double[errors.columns()];
        for (int v = 0; v < alphas.length; v++) {
            int best = errors.rows() - 1;
            for (int j = errors.rows() - 2; j >= 0; j--) {
                if (errors.get(j, v) < errors.get(best, v)) {
                    best = j;
                }
            }
            alphas[v] = options.alphas().get(best);
        }
        return alphas;
    }
}
