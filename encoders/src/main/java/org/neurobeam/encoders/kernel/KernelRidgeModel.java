package org.neurobeam.encoders.kernel;

import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Fitted kernel ridge: {@code y = k(x)' w + intercept} with dual weights w. Targets that were not fitted are NaN. */
public final class KernelRidgeModel {
    private final RidgeModel model;

    KernelRidgeModel(RidgeModel model) {
        this.model = model;
    }

    /** Dual weights, [n x t]. */
    public FloatMatrix dualWeights() {
        return model.weights();
    }

    /** Dual weights in float64, [n x t]; widened if the fit was in float32. */
    public DoubleMatrix dualWeightsAsDouble() {
        return model.weightsAsDouble();
    }

    /** Intercepts for the kernel as given, not centred, [t]; zeros without an intercept. */
    public double[] intercept() {
        return model.intercept();
    }

    /** Penalties used, [t]. */
    public double[] alphas() {
        return model.alphas();
    }

    /**
     * Predicts in float64: 2 m n t flops.
     *
     * @param testKernel between new and training samples, [m x n], not centred
     * @return predictions, [m x t]
     * @throws IllegalArgumentException if the kernel does not match
     */
    public DoubleMatrix predict(RowSource testKernel) {
        double[] intercept = model.intercept();
        requireColumns(testKernel, "test kernel");
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix k = scope.own(DenseMatrix.copyOf(testKernel, Precision.FLOAT64));
            DenseMatrix w = scope.own(DenseMatrix.copyOf(model.weightsAsDouble()));
            DenseMatrix product = scope.zeros(Precision.FLOAT64, k.rows(), w.columns());
            Blas.multiply(k, w, product);
            DoubleMatrix y = product.toDoubleMatrix();
            for (int i = 0; i < y.values().length; i++) {
                y.values()[i] += intercept[i % intercept.length];
            }
            return y;
        }
    }

    /**
     * Weights of the features of a linear kernel, X'w: 2 n p t flops.
     *
     * @param features of the training samples, [n x p]
     * @return [p x t]
     */
    public DoubleMatrix primalWeights(RowSource features) {
        if (features.rows() != model.weights().rows()) {
            throw new IllegalArgumentException("features [" + features.rows() + " samples x " + features.columns()
                    + " features] but a model of " + model.weights().rows() + " training samples");
        }
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix w = scope.own(DenseMatrix.copyOf(model.weightsAsDouble()));
            DenseMatrix weights = scope.zeros(Precision.FLOAT64, features.columns(), w.columns());
            features.multiplyTransposed(w, weights);
            return weights.toDoubleMatrix();
        }
    }

    private void requireColumns(RowSource kernel, String what) {
        int n = model.weights().rows();
        if (kernel.columns() != n) {
            throw new IllegalArgumentException(what + " [" + kernel.rows() + " new samples x " + kernel.columns()
                    + " training samples] but a model of " + n + " training samples");
        }
    }
}
