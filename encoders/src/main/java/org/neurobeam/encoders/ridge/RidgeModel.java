package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Fitted linear encoders of the targets of one tile: {@code y = x' weights + intercept}. Targets not fitted are NaN. */
public final class RidgeModel {
    private final StoredMatrix weights;
    private final double[] intercept;
    private final double[] alphas;

    /**
     * @param weights for the features as given, [p x t]; handed over
     * @param intercept [t]; handed over
     * @param alphas penalties used, [t]; handed over
     */
    public RidgeModel(StoredMatrix weights, double[] intercept, double[] alphas) {
        this.weights = weights;
        this.intercept = intercept;
        this.alphas = alphas;
    }

    /** Weights for the features as given, [p x t]. */
    public FloatMatrix weights() {
        return weights.asFloat();
    }

    /** Weights in float64, [p x t]; widened if the fit was in float32. */
    public DoubleMatrix weightsAsDouble() {
        return weights.asDouble();
    }

    /** Intercepts, [t]; zeros without an intercept. */
    public double[] intercept() {
        return intercept.clone();
    }

    /** Penalties used, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /**
     * Predicts in float64: 2 n p t flops.
     *
     * @param x features, [n x p]
     * @return predictions, [n x t]
     * @throws IllegalArgumentException if the features do not match
     */
    public DoubleMatrix predict(RowSource x) {
        int t = weights.columns();
        if (x.columns() != weights.rows()) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but weights [" + weights.rows() + " features x " + t + " targets]");
        }
        DoubleMatrix y = DoubleMatrix.zeros(x.rows(), t);
        double[] row = new double[t];
        try (DenseMatrix features = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix w = weights.upload();
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), t)) {
            Blas.multiply(features, w, product);
            for (int i = 0; i < x.rows(); i++) {
                product.readRow(i, row);
                for (int v = 0; v < t; v++) {
                    y.values()[i * t + v] = row[v] + intercept[v];
                }
            }
        }
        return y;
    }
}
