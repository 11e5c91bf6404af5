package org.neurobeam.encoders.ridge;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/** Finds out what cannot be a kernel matrix, in one pass. */
public final class KernelCheck {
    /** Asymmetry that the rounding of kernels computed in float32 can make, relative to the size of the rows. */
    private static final double ASYMMETRY = 1e-4;

    private KernelCheck() {}

    /**
     * The order of the kernel.
     *
     * @throws IllegalArgumentException if it is not square, float64, finite and symmetric
     */
    static int order(DenseMatrix kernel) {
        int n = kernel.rows();
        if (kernel.columns() != n || kernel.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("a kernel must be a square FLOAT64 matrix but is " + kernel);
        }
        OptionalInt differs = asymmetric(kernel);
        if (differs.isPresent()) {
            throw new IllegalArgumentException("the kernel [" + n + " x " + n + "] is not symmetric: row and column "
                    + differs.getAsInt() + " differ; pass the training kernel, not a test kernel");
        }
        return n;
    }

    /**
     * The first sample whose row and column differ by more than rounding: their products with a vector do.
     *
     * @param kernel [n x n]
     * @throws IllegalArgumentException if it is not finite
     */
    public static OptionalInt asymmetric(RowSource kernel) {
        int n = kernel.rows();
        double[] right = new double[n];
        double[] left = new double[n];
        double[] size = new double[n];
        double[] row = new double[n];
        double[] probe = probe(n);
        for (int i = 0; i < n; i++) {
            kernel.readRow(i, row);
            for (int j = 0; j < n; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException("the kernel of samples " + i + " and " + j + " is " + row[j]);
                }
                right[i] += row[j] * probe[j];
                left[j] += row[j] * probe[i];
                size[i] += Math.abs(row[j]);
            }
        }
        return IntStream.range(0, n)
                .filter(i -> Math.abs(right[i] - left[i]) > ASYMMETRY * size[i])
                .findFirst();
    }

    /** Weights without symmetry, so that a row and a column that differ have different sums. */
    private static double[] probe(int n) {
        double[] probe = new double[n];
        java.util.Arrays.setAll(probe, i -> Math.sin(1 + 0.7 * i));
        return probe;
    }
}
