package org.neurobeam.encoders.ridge;

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
     * Predicts in float64: 2 n p t flops in plain Java, for few rows.
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
        double[] features = new double[x.columns()];
        double[] row = new double[t];
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(intercept, 0, y.values(), i * t, t);
        }
        for (int j = 0; j < x.columns(); j++) {
            weights.readRow(j, row);
            for (int i = 0; i < x.rows(); i++) {
                x.readRow(i, features);
                for (int v = 0; v < t; v++) {
                    y.values()[i * t + v] += features[j] * row[v];
                }
            }
        }
        return y;
    }
}
