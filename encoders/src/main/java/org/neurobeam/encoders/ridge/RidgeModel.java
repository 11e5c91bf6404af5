package org.neurobeam.encoders.ridge;

import java.util.function.Consumer;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Fitted linear encoders of the targets of one tile. Targets not fitted are NaN.
 *
 * <pre>{@code y = x' b + intercept      primal: weights b [p x t]
 * b = Xc' w,  (Xc Xc' + alpha I) w = Y - mean Y      dual: weights w [n x t], Xc the training features less their means}</pre>
 */
public final class RidgeModel {
    private final KeptWeights kept;
    private final StoredMatrix weights;
    private final double[] intercept;
    private final double[] alphas;
    private final boolean centred;

    /**
     * @param weights for the features as given, [p x t]; handed over
     * @param intercept [t]; handed over
     * @param alphas penalties used, [t]; handed over
     */
    public RidgeModel(StoredMatrix weights, double[] intercept, double[] alphas) {
        this(KeptWeights.PRIMAL, weights, intercept, alphas, false);
    }

    private RidgeModel(KeptWeights kept, StoredMatrix weights, double[] intercept, double[] alphas, boolean centred) {
        this.kept = kept;
        this.weights = weights;
        this.intercept = intercept;
        this.alphas = alphas;
        this.centred = centred;
    }

    /** Weights of training samples; {@code centred} where the fit had an intercept. */
    static RidgeModel dual(StoredMatrix weights, double[] intercept, double[] alphas, boolean centred) {
        return new RidgeModel(KeptWeights.DUAL, weights, intercept, alphas, centred);
    }

    static RidgeModel withoutWeights(double... alphas) {
        StoredMatrix none = new StoredMatrix(Precision.FLOAT32, 0, alphas.length);
        return new RidgeModel(KeptWeights.NONE, none, new double[0], alphas, false);
    }

    /**
     * The same model with other weights of as many features.
     *
     * @param change of the weights, [p x t] float64, in place
     * @throws IllegalStateException if there are no primal weights
     */
    public RidgeModel withWeights(Consumer<DenseMatrix> change) {
        require(KeptWeights.PRIMAL);
        try (DenseMatrix changed = weights.upload()) {
            change.accept(changed);
            return new RidgeModel(StoredMatrix.copyOf(changed, weights.precision()), intercept, alphas);
        }
    }

    /** Which weights there are. */
    public KeptWeights kept() {
        return kept;
    }

    /**
     * Weights for the features as given, [p x t].
     *
     * @throws IllegalStateException if others were kept
     */
    public FloatMatrix weights() {
        require(KeptWeights.PRIMAL);
        return weights.asFloat();
    }

    /** Weights in float64, [p x t]; widened if the fit was in float32. */
    public DoubleMatrix weightsAsDouble() {
        require(KeptWeights.PRIMAL);
        return weights.asDouble();
    }

    /**
     * Weights of the training samples in their order, [n x t]; with an intercept they sum to zero.
     *
     * @throws IllegalStateException if others were kept
     */
    public FloatMatrix dualWeights() {
        require(KeptWeights.DUAL);
        return weights.asFloat();
    }

    /**
     * Intercepts, [t]; zeros without an intercept.
     *
     * @throws IllegalStateException if no weights were kept
     */
    public double[] intercept() {
        if (kept == KeptWeights.NONE) {
            throw new IllegalStateException("the model kept its penalties only; fit with primal or dual weights");
        }
        return intercept.clone();
    }

    /** Penalties used, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    private void require(KeptWeights wanted) {
        if (kept != wanted) {
            throw new IllegalStateException("the model kept " + kept + " weights, not " + wanted);
        }
    }

    /**
     * Predicts in float64 from primal weights: 2 n p t flops.
     *
     * @param x features, [n x p]
     * @return predictions, [n x t]
     * @throws IllegalArgumentException if the features do not match
     */
    public DoubleMatrix predict(RowSource x) {
        require(KeptWeights.PRIMAL);
        requireFeatures(x, weights.rows());
        try (DenseMatrix features = DenseMatrix.copyOf(x, Precision.FLOAT64)) {
            return product(features);
        }
    }

    /**
     * Predicts in float64 from dual weights: f = x Xc' w + intercept, 2 m n (p + t) flops.
     *
     * @param x features, [m x p]
     * @param training features of the fit, [n x p]
     * @return predictions, [m x t]
     * @throws IllegalArgumentException if the features do not match
     */
    public DoubleMatrix predict(RowSource x, RowSource training) {
        require(KeptWeights.DUAL);
        requireFeatures(x, training.columns());
        if (training.rows() != weights.rows()) {
            throw new IllegalArgumentException("training features [" + training.rows() + " samples x "
                    + training.columns() + " features] but dual weights [" + weights.rows() + " samples x "
                    + weights.columns() + " targets]");
        }
        try (DenseMatrix features = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix known = DenseMatrix.copyOf(training, Precision.FLOAT64);
                DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), training.rows())) {
            if (centred) {
                centre(known);
            }
            Blas.multiply(features, known.transposed(), kernel);
            return product(kernel);
        }
    }

    private void requireFeatures(RowSource x, int expected) {
        if (x.columns() != expected) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but weights [" + expected + " features x " + weights.columns() + " targets]");
        }
    }

    private static void centre(DenseMatrix x) {
        double[] mean = new double[x.columns()];
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / x.rows();
            }
        }
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            x.writeRow(i, row);
        }
    }

    private DoubleMatrix product(DenseMatrix left) {
        int t = weights.columns();
        DoubleMatrix y = DoubleMatrix.zeros(left.rows(), t);
        double[] row = new double[t];
        try (DenseMatrix w = weights.upload();
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), t)) {
            Blas.multiply(left, w, product);
            for (int i = 0; i < left.rows(); i++) {
                product.readRow(i, row);
                for (int v = 0; v < t; v++) {
                    y.values()[i * t + v] = row[v] + intercept[v];
                }
            }
        }
        return y;
    }
}
