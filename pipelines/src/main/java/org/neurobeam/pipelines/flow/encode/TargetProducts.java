package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * {@code Y = D W' + intercept} in float64, tile after tile of targets, for a left matrix D [n x q]: the features, or
 * their kernel with the training samples. Delayed features are never laid out: {@code Y = sum_s sum_d S_d (X_s W_sd')}.
 * Small problems run in plain Java and never load OpenBLAS. Close it.
 */
final class TargetProducts implements AutoCloseable {
    /** Up to so many flops loading OpenBLAS would take longer. */
    private static final double SMALL_FLOPS = 5e8;

    private static final int COLUMNS_AT_ONCE = 1024;

    private final DelayedFeatures left;
    private final MatrixScope scope = new MatrixScope();
    private final List<DenseMatrix> uploaded = new ArrayList<>();

    private TargetProducts(DelayedFeatures left, boolean small) {
        this.left = left;
        for (int s = 0; s < left.spaces().size() && !small; s++) {
            uploaded.add(scope.own(DenseMatrix.copyOf(left.spaces().get(s).values(), Precision.FLOAT64)));
        }
    }

    /** Products with a matrix that waits for so many targets in all. */
    static TargetProducts of(DelayedFeatures left, int targets) {
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
     * The kernel between new and training samples, x T' [n x samples], some features at a time.
     *
     * @param training array with features of the training samples, [samples x at least first + p]
     * @param first column of the features in the array
     */
    static DoubleMatrix kernel(RowSource x, NpyFile training, int first) throws IOException {
        DoubleMatrix kernel = DoubleMatrix.zeros(x.rows(), training.rows());
        double[] row = new double[x.columns()];
        for (int from = 0; from < x.columns(); from += COLUMNS_AT_ONCE) {
            int to = Math.min(from + COLUMNS_AT_ONCE, x.columns());
            FloatMatrix block = training.readFloats(first + from, first + to);
            DoubleMatrix columns = DoubleMatrix.zeros(x.rows(), to - from);
            for (int i = 0; i < x.rows(); i++) {
                x.readRow(i, row);
                System.arraycopy(row, from, columns.values(), i * (to - from), to - from);
            }
            DelayedSpace space = new DelayedSpace(RowSource.of(columns), List.of());
            try (TargetProducts products = of(DelayedFeatures.of(new int[] {0}, List.of(space)), block.rows())) {
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
        DoubleMatrix y = DoubleMatrix.zeros(left.rows(), targets);
        int at = 0;
        for (int s = 0; s < left.spaces().size(); s++) {
            int p = left.spaces().get(s).values().columns();
            for (int delay : left.spaces().get(s).delays()) {
                DoubleMatrix own = columns(weights, targets, at, p);
                addDelayed(uploaded.isEmpty() ? loops(s, own) : product(s, own), delay, y);
                at += p;
            }
        }
        return y;
    }

    /** Weights of columns [at, at + p) of each target, [targets x p]. */
    private DoubleMatrix columns(float[] weights, int targets, int at, int p) {
        DoubleMatrix own = DoubleMatrix.zeros(targets, p);
        for (int v = 0; v < targets; v++) {
            for (int j = 0; j < p; j++) {
                own.values()[v * p + j] = weights[v * left.columns() + at + j];
            }
        }
        return own;
    }

    private void addDelayed(DoubleMatrix undelayed, int delay, DoubleMatrix y) {
        int t = y.columns();
        for (int i = 0; i < y.rows(); i++) {
            int source = left.source(i, delay);
            for (int v = 0; v < t && source >= 0; v++) {
                y.values()[i * t + v] += undelayed.values()[source * t + v];
            }
        }
    }

    private DoubleMatrix product(int space, DoubleMatrix weights) {
        try (DenseMatrix right = DenseMatrix.copyOf(weights);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), weights.rows())) {
            Blas.multiply(uploaded.get(space), right.transposed(), product);
            return product.toDoubleMatrix();
        }
    }

    private DoubleMatrix loops(int space, DoubleMatrix weights) {
        int q = weights.columns();
        int targets = weights.rows();
        DoubleMatrix y = DoubleMatrix.zeros(left.rows(), targets);
        double[] row = new double[q];
        for (int i = 0; i < left.rows(); i++) {
            left.spaces().get(space).values().readRow(i, row);
            for (int v = 0; v < targets; v++) {
                double sum = 0;
                for (int j = 0; j < q; j++) {
                    sum += row[j] * weights.values()[v * q + j];
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
