package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.neurobeam.encoders.ridge.StoredMatrix;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Fitted banded ridge in dual form, {@code y = sum_i exp(delta_i) k_i(x)' w + intercept}. Targets that were not fitted
 * are NaN. Immutable.
 */
public final class BandedModel {
    private final List<String> names;
    private final DoubleMatrix deltas;
    private final StoredMatrix dual;
    private final double[] intercept;

    BandedModel(List<String> names, DoubleMatrix deltas, StoredMatrix dual, double[] intercept) {
        this.names = List.copyOf(names);
        this.deltas = deltas;
        this.dual = dual;
        this.intercept = intercept;
    }

    /** Names of the bands. */
    public List<String> names() {
        return names;
    }

    /** The dual weights in the precision of the fit, [n x t]. */
    StoredMatrix dual() {
        return dual;
    }

    /** log(weight/alpha) of each band, [bands x t]. */
    public DoubleMatrix deltas() {
        return deltas;
    }

    /** Dual weights w with {@code (sum_i exp(delta_i) K_i + I) w = y}, [n x t]. */
    public FloatMatrix dualWeights() {
        return dual.asFloat();
    }

    /** Dual weights in float64, [n x t]; widened if the fit was in float32. */
    public DoubleMatrix dualWeightsAsDouble() {
        return dual.asDouble();
    }

    /** Intercepts for the kernels as given, not centred, [t]; zeros without an intercept. */
    public double[] intercept() {
        return intercept.clone();
    }

    /**
     * Predicts with all bands in float64: 2 m n t flops per band.
     *
     * @param test kernels between new and training samples, [m x n] each, not centred
     * @return [m x t]
     */
    public DoubleMatrix predict(BandKernels test) {
        if (test.bands() != deltas.rows()) {
            throw new IllegalArgumentException(
                    "kernels of " + test.bands() + " bands but a model of " + deltas.rows() + " bands " + names);
        }
        DoubleMatrix sum = DoubleMatrix.zeros(test.rows(), intercept.length);
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = intercept[i % intercept.length];
        }
        for (int band = 0; band < test.bands(); band++) {
            double[] part = predictBand(band, test.kernel(band)).values();
            for (int i = 0; i < part.length; i++) {
                sum.values()[i] += part[i];
            }
        }
        return sum;
    }

    /**
     * What one band contributes to the prediction, {@code exp(delta_i) K_i w}; the contributions and the intercept sum
     * to the prediction.
     *
     * @param testKernel of the band, between new and training samples, [m x n], not centred
     * @return [m x t]
     */
    public DoubleMatrix predictBand(int band, RowSource testKernel) {
        requireSamples(testKernel.columns(), "test kernel", testKernel);
        try (DenseMatrix kernel = DenseMatrix.copyOf(testKernel, Precision.FLOAT64)) {
            return weighted(band, kernel.rows(), (w, product) -> Blas.multiply(kernel, w, product));
        }
    }

    /**
     * Weights of the features of a band with a linear kernel, {@code exp(delta_i) X_i' w}.
     *
     * @param features of the band for the training samples, [n x p_i]
     * @return [p_i x t]
     */
    public DoubleMatrix primalWeights(int band, RowSource features) {
        requireSamples(features.rows(), "features", features);
        return weighted(band, features.columns(), features::multiplyTransposed);
    }

    /** Writes the product of something with the dual weights into the second matrix. */
    private DoubleMatrix weighted(int band, int rows, BiConsumer<DenseMatrix, DenseMatrix> multiply) {
        int t = dual.columns();
        try (DenseMatrix w = DenseMatrix.copyOf(dual, Precision.FLOAT64);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, rows, t)) {
            multiply.accept(w, product);
            DoubleMatrix y = product.toDoubleMatrix();
            double[] scale = Arrays.stream(deltas.row(band)).map(Math::exp).toArray();
            for (int i = 0; i < y.values().length; i++) {
                y.values()[i] *= scale[i % t];
            }
            return y;
        }
    }

    private void requireSamples(int samples, String what, RowSource given) {
        if (samples != dual.rows()) {
            throw new IllegalArgumentException(what + " [" + given.rows() + " x " + given.columns()
                    + "] but a model of " + dual.rows() + " training samples");
        }
    }
}
