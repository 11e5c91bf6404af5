package org.neurobeam.encoders.linear;

import java.util.Optional;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** A fitted linear encoder, {@code y = x' coef + intercept}, in float64. Immutable; targets not fitted are NaN. */
public final class LinearModel {
    private final DoubleMatrix coef;
    private final double[] intercept;
    private final TargetScreen screen;

    private LinearModel(DoubleMatrix coef, double[] intercept, TargetScreen screen) {
        this.coef = coef;
        this.intercept = intercept;
        this.screen = screen;
    }

    /**
     * A model of all targets.
     *
     * @param coef weights, [p x t], not copied; NaN for targets not fitted
     * @param intercept [t]; NaN for targets not fitted
     * @param screen which targets are fitted
     */
    public static LinearModel of(DoubleMatrix coef, double[] intercept, TargetScreen screen) {
        if (intercept.length != coef.columns() || screen.targets() != coef.columns()) {
            throw new IllegalArgumentException("weights [" + coef.rows() + " features x " + coef.columns()
                    + " targets] but intercepts of " + intercept.length + " targets and " + screen);
        }
        return new LinearModel(coef, intercept.clone(), screen);
    }

    /** Weights of the features as given, [p features x t targets]; not a copy. */
    public DoubleMatrix coef() {
        return coef;
    }

    /** Intercepts, [t]; zeros without an intercept. */
    public double[] intercept() {
        return intercept.clone();
    }

    /** Number of targets that could not be fitted. */
    public int excludedTargets() {
        return screen.excluded();
    }

    /** Why a target was not fitted: {@code non_finite} or {@code constant}; empty for fitted targets. */
    public Optional<String> nullReason(int target) {
        return screen.nullReason(target);
    }

    /**
     * Predicts: 2 n p t flops.
     *
     * @param x features, [n samples x p features]
     * @return predictions, [n samples x t targets]
     * @throws IllegalArgumentException if the features do not match
     */
    public DoubleMatrix predict(RowSource x) {
        int t = coef.columns();
        if (x.columns() != coef.rows()) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but weights [" + coef.rows() + " features x " + t + " targets]");
        }
        try (DenseMatrix features = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix weights = DenseMatrix.copyOf(coef);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), t)) {
            Blas.multiply(features, weights, product);
            DoubleMatrix predictions = product.toDoubleMatrix();
            for (int j = 0; j < predictions.values().length; j++) {
                predictions.values()[j] += intercept[j % t];
            }
            return predictions;
        }
    }
}
