package org.neurobeam.encoders.banded;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * The systems {@code (sum_i e^delta_iv K_i + I) x_v = b_v}, one matrix for each target v, by conjugate gradients for
 * all targets together: 2 m n^2 t flops per iteration. Targets that have converged stay as they are.
 */
final class WeightedSystem {
    private final BandKernels kernels;
    private final double[][] weights;

    /**
     * @param kernels positive semi-definite, [n x n] each
     * @param weights e^delta, [bands][t]
     */
    WeightedSystem(BandKernels kernels, double[][] weights) {
        this.kernels = kernels;
        this.weights = weights;
    }

    /**
     * Solves from a first guess.
     *
     * @param b right-hand sides, [n x t]
     * @param x first guess, overwritten by the solution, [n x t]
     * @param tolerance of |b - A x| / |b|
     */
    void solve(DenseMatrix b, DenseMatrix x, double tolerance, int iterations) {
        int t = b.columns();
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix r = scope.zeros(Precision.FLOAT64, b.rows(), t);
            DenseMatrix product = scope.zeros(Precision.FLOAT64, b.rows(), t);
            DenseMatrix buffer = scope.zeros(Precision.FLOAT64, b.rows(), t);
            apply(x, product, buffer);
            r.copyRows(b, 0);
            Blas.add(-1, product, r);
            DenseMatrix p = scope.own(r.to(Precision.FLOAT64));
            double[] residual = TargetColumns.dot(r, r);
            double[] limit = Arrays.stream(TargetColumns.dot(b, b))
                    .map(square -> tolerance * tolerance * square)
                    .toArray();
            for (int iteration = 0; iteration < iterations && anyAbove(residual, limit); iteration++) {
                apply(p, product, buffer);
                double[] curvature = TargetColumns.dot(p, product);
                double[] step = new double[t];
                double[] back = new double[t];
                for (int v = 0; v < t; v++) {
                    step[v] = residual[v] > limit[v] && curvature[v] > 0 ? residual[v] / curvature[v] : 0;
                    back[v] = -step[v];
                }
                TargetColumns.add(step, p, x);
                TargetColumns.add(back, product, r);
                double[] next = TargetColumns.dot(r, r);
                double[] keep = new double[t];
                for (int v = 0; v < t; v++) {
                    keep[v] = step[v] > 0 ? next[v] / residual[v] : 0;
                }
                residual = next;
                TargetColumns.scaleAndAdd(keep, p, r);
            }
        }
    }

    private static boolean anyAbove(double[] residual, double[] limit) {
        for (int v = 0; v < residual.length; v++) {
            if (residual[v] > limit[v]) {
                return true;
            }
        }
        return false;
    }

    private void apply(DenseMatrix x, DenseMatrix product, DenseMatrix buffer) {
        product.copyRows(x, 0);
        for (int i = 0; i < kernels.bands(); i++) {
            Blas.multiply(kernels.kernel(i), x, buffer);
            TargetColumns.add(weights[i], buffer, product);
        }
    }
}
