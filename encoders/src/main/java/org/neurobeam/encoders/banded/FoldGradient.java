package org.neurobeam.encoders.banded;

import java.util.Arrays;
import org.neurobeam.encoders.kernel.KernelCentering;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The loss of one fold as a function of the deltas, and its gradient by implicit differentiation of the training
 * solution w.
 *
 * <pre>{@code
 * L = 1/2 |e|^2    e = sum_i e^delta_i chi_i - y_v    chi_i = K_i,vt w    A w = y_t    A = sum_i e^delta_i K_i,tt + I
 * dL/ddelta_i = e^delta_i chi_i.e - e^delta_i (K_i,tt w).x    A x = sum_i e^delta_i K_i,tv e
 * }</pre>
 */
final class FoldGradient implements AutoCloseable {
    private static final int POWER_ITERATIONS = 30;

    private final Fold fold;
    private final BandKernels train;
    private final BandKernels validation;
    private final boolean intercept;

    /**
     * What one evaluation gives, per target.
     *
     * @param loss in its one row, [1 x t]
     * @param direct gradient at fixed w, [bands x t]
     * @param gradient [bands x t]
     * @param curvature largest eigenvalue of the Hessian at fixed w in absolute value, in its one row, [1 x t]
     */
    record Evaluation(DoubleMatrix loss, DoubleMatrix direct, DoubleMatrix gradient, DoubleMatrix curvature) {}

    FoldGradient(BandKernels kernels, Fold fold, boolean intercept) {
        this.fold = fold;
        this.intercept = intercept;
        train = kernels.select(fold.train(), fold.train());
        validation = kernels.select(fold.test(), fold.train());
        for (int i = 0; i < kernels.bands() && intercept; i++) {
            KernelCentering centring = KernelCentering.of(train.kernel(i));
            centring.centre(validation.kernel(i));
            centring.centre(train.kernel(i));
        }
    }

    int validationRows() {
        return fold.test().length;
    }

    int trainingRows() {
        return fold.train().length;
    }

    /** Training and validation rows of the targets, centred by the training rows; the scope owns them. */
    DenseMatrix[] split(DenseMatrix y, MatrixScope scope) {
        DenseMatrix yt = rows(y, fold.train(), scope);
        DenseMatrix yv = rows(y, fold.test(), scope);
        if (intercept) {
            double[] minusMean = new double[y.columns()];
            double[] row = new double[y.columns()];
            for (int i = 0; i < yt.rows(); i++) {
                yt.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    minusMean[v] -= row[v] / yt.rows();
                }
            }
            shift(yt, minusMean);
            shift(yv, minusMean);
        }
        return new DenseMatrix[] {yt, yv};
    }

    private static DenseMatrix rows(DenseMatrix y, int[] rows, MatrixScope scope) {
        DenseMatrix part = scope.zeros(Precision.FLOAT64, rows.length, y.columns());
        double[] row = new double[y.columns()];
        for (int i = 0; i < rows.length; i++) {
            y.readRow(rows[i], row);
            part.writeRow(i, row);
        }
        return part;
    }

    private static void shift(DenseMatrix m, double[] by) {
        double[] row = new double[by.length];
        for (int i = 0; i < m.rows(); i++) {
            m.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] += by[v];
            }
            m.writeRow(i, row);
        }
    }

    /**
     * Loss and gradient.
     *
     * @param y training and validation targets from {@link #split}
     * @param deltas [bands x t]
     * @param state first guesses of w and x, overwritten by the solutions, [n_t x t] each
     */
    Evaluation evaluate(DenseMatrix[] y, DoubleMatrix deltas, DenseMatrix[] state, HyperGradientOptions options) {
        int bands = deltas.rows();
        int t = deltas.columns();
        double[][] weights = new double[bands][];
        for (int i = 0; i < bands; i++) {
            weights[i] = Arrays.stream(deltas.row(i)).map(Math::exp).toArray();
        }
        WeightedSystem system = new WeightedSystem(train, weights);
        system.solve(y[0], state[0], options.solverTolerance(), options.solverIterations());
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix[] parts = new DenseMatrix[bands];
            DenseMatrix error = scope.own(y[1].to(Precision.FLOAT64));
            Blas.scale(-1, error);
            for (int i = 0; i < bands; i++) {
                parts[i] = scope.zeros(Precision.FLOAT64, error.rows(), t);
                Blas.multiply(validation.kernel(i), state[0], parts[i]);
                TargetColumns.add(weights[i], parts[i], error);
            }
            DenseMatrix nabla = scope.zeros(Precision.FLOAT64, state[0].rows(), t);
            DenseMatrix buffer = scope.zeros(Precision.FLOAT64, state[0].rows(), t);
            for (int i = 0; i < bands; i++) {
                Blas.multiply(validation.kernel(i).transposed(), error, buffer);
                TargetColumns.add(weights[i], buffer, nabla);
            }
            system.solve(nabla, state[1], options.solverTolerance(), options.solverIterations());
            DoubleMatrix direct = DoubleMatrix.zeros(bands, t);
            DoubleMatrix gradient = DoubleMatrix.zeros(bands, t);
            for (int i = 0; i < bands; i++) {
                double[] fixed = TargetColumns.dot(parts[i], error);
                Blas.multiply(train.kernel(i), state[0], buffer);
                double[] through = TargetColumns.dot(buffer, state[1]);
                for (int v = 0; v < t; v++) {
                    direct.set(i, v, weights[i][v] * fixed[v]);
                    gradient.set(i, v, weights[i][v] * (fixed[v] - through[v]));
                }
            }
            double[] loss = Arrays.stream(TargetColumns.dot(error, error))
                    .map(square -> square / 2)
                    .toArray();
            return new Evaluation(DoubleMatrix.wrap(1, t, loss), direct, gradient, curvature(parts, weights, direct));
        }
    }

    /** Of H = (e^delta chi)(e^delta chi)' + diag(direct), by power iterations. */
    private static DoubleMatrix curvature(DenseMatrix[] parts, double[][] weights, DoubleMatrix direct) {
        int bands = parts.length;
        int t = direct.columns();
        double[][][] h = new double[bands][bands][];
        for (int i = 0; i < bands; i++) {
            for (int j = 0; j <= i; j++) {
                double[] product = TargetColumns.dot(parts[i], parts[j]);
                for (int v = 0; v < t; v++) {
                    product[v] *= weights[i][v] * weights[j][v];
                }
                h[i][j] = product;
                h[j][i] = product;
            }
        }
        DoubleMatrix largest = DoubleMatrix.zeros(1, t);
        for (int v = 0; v < t; v++) {
            double[][] one = new double[bands][bands];
            for (int i = 0; i < bands; i++) {
                for (int j = 0; j < bands; j++) {
                    one[i][j] = h[i][j][v] + (i == j ? direct.get(i, v) : 0);
                }
            }
            largest.set(0, v, largestEigenvalue(one));
        }
        return largest;
    }

    private static double largestEigenvalue(double[][] h) {
        double[] x = new double[h.length];
        Arrays.setAll(x, i -> 1 + 0.1 * i);
        double norm = 0;
        for (int iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
            double[] y = new double[x.length];
            double square = 0;
            for (int i = 0; i < y.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    y[i] += h[i][j] * x[j];
                }
                square += y[i] * y[i];
            }
            norm = Math.sqrt(square);
            if (!(norm > 0)) {
                return 0;
            }
            for (int i = 0; i < y.length; i++) {
                x[i] = y[i] / norm;
            }
        }
        return norm;
    }

    @Override
    public void close() {
        train.close();
        validation.close();
    }
}
