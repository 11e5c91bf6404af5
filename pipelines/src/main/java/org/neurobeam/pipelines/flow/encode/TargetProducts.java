package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * {@code Y = D W' + intercept} in float64, tile after tile of targets, for a left matrix D [n x q]: the features, or
 * their kernel with the training samples. Small problems run in plain Java and never load OpenBLAS. Close it.
 */
final class TargetProducts implements AutoCloseable {
    /** Up to so many flops loading OpenBLAS would take longer. */
    private static final double SMALL_FLOPS = 5e8;

    private static final int COLUMNS_AT_ONCE = 1024;

    private final DoubleMatrix left;
    private final MatrixScope scope = new MatrixScope();
    private final DenseMatrix[] uploaded;

    private TargetProducts(DoubleMatrix left, boolean small) {
        this.left = left;
        this.uploaded = small ? new DenseMatrix[0] : new DenseMatrix[] {scope.own(DenseMatrix.copyOf(left))};
    }

    /** Products with a matrix that waits for so many targets in all. */
    static TargetProducts of(DoubleMatrix left, int targets) {
        return new TargetProducts(left, isSmall(left.rows(), left.columns(), targets));
    }

    private static boolean isSmall(int n, int q, int t) {
        return 2.0 * n * q * t < SMALL_FLOPS;
    }

    /** Number of samples, n. */
    int rows() {
        return left.rows();
    }

    /**
     * The kernel between new and training samples, x Xc' [n x samples], some features at a time.
     *
     * @param training features of the training samples less their means, [samples x p]
     */
    static DoubleMatrix kernel(DoubleMatrix x, NpyFile training) throws IOException {
        DoubleMatrix kernel = DoubleMatrix.zeros(x.rows(), training.rows());
        for (int from = 0; from < x.columns(); from += COLUMNS_AT_ONCE) {
            int to = Math.min(from + COLUMNS_AT_ONCE, x.columns());
            FloatMatrix block = training.readFloats(from, to);
            DoubleMatrix columns = DoubleMatrix.zeros(x.rows(), to - from);
            for (int i = 0; i < x.rows(); i++) {
                System.arraycopy(x.values(), i * x.columns() + from, columns.values(), i * (to - from), to - from);
            }
            try (TargetProducts products = of(columns, block.rows())) {
                DoubleMatrix part = products.times(block.values(), block.rows());
                for (int i = 0; i < part.values().length; i++) {
                    kernel.values()[i] += part.values()[i];
                }
            }
        }
        return kernel;
    }

    /** Predictions of a tile, [n x targets]; weights [targets x q] row-major, an intercept for each target. */
    DoubleMatrix predict(float[] weights, float[] intercept) {
        DoubleMatrix y = times(weights, intercept.length);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < intercept.length; v++) {
                y.values()[i * intercept.length + v] += intercept[v];
            }
        }
        return y;
    }

    /** D W', [n x targets]. */
    private DoubleMatrix times(float[] weights, int targets) {
        if (uploaded.length == 0) {
            return loops(weights, targets);
        }
        FloatMatrix w = FloatMatrix.wrap(targets, left.columns(), weights);
        try (DenseMatrix single = DenseMatrix.copyOf(w);
                DenseMatrix right = single.to(Precision.FLOAT64);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), targets)) {
            Blas.multiply(uploaded[0], right.transposed(), product);
            return product.toDoubleMatrix();
        }
    }

    private DoubleMatrix loops(float[] weights, int targets) {
        int q = left.columns();
        DoubleMatrix y = DoubleMatrix.zeros(left.rows(), targets);
        double[] d = left.values();
        for (int i = 0; i < left.rows(); i++) {
            for (int v = 0; v < targets; v++) {
                double sum = 0;
                for (int j = 0; j < q; j++) {
                    sum += d[i * q + j] * weights[v * q + j];
                }
                y.values()[i * targets + v] = sum;
            }
        }
        return y;
    }

    @Override
    public void close() {
        scope.close();
    }
}
