package org.neurobeam.encoders.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Random matrices and comparisons of the tests of kernels and bands. */
public final class Matrices {
    private Matrices() {}

    public static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return DoubleMatrix.wrap(
                rows,
                columns,
                IntStream.range(0, rows * columns)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray());
    }

    public static DoubleMatrix select(DoubleMatrix m, int... rows) {
        return DoubleMatrix.of(Arrays.stream(rows).mapToObj(m::row).toArray(double[][]::new));
    }

    public static DoubleMatrix columns(DoubleMatrix m, int from, int to) {
        DoubleMatrix part = DoubleMatrix.zeros(m.rows(), to - from);
        for (int i = 0; i < m.rows(); i++) {
            System.arraycopy(m.row(i), from, part.values(), i * (to - from), to - from);
        }
        return part;
    }

    /** Copies and frees. */
    public static DoubleMatrix heap(DenseMatrix m) {
        try (m) {
            return m.toDoubleMatrix();
        }
    }

    public static void assertClose(double[] actual, DoubleMatrix expected, double tolerance) {
        assertClose(DoubleMatrix.wrap(expected.rows(), expected.columns(), actual), expected, tolerance);
    }

    /** {@code |a - b| <= tolerance * max(1, max |b|)}; infinite values must be equal. */
    public static void assertClose(DoubleMatrix actual, DoubleMatrix expected, double tolerance) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        double size = Math.max(
                1,
                Arrays.stream(expected.values())
                        .filter(Double::isFinite)
                        .map(Math::abs)
                        .max()
                        .orElse(0));
        for (int i = 0; i < expected.values().length; i++) {
            if (Double.isInfinite(expected.values()[i])) {
                assertThat(actual.values()[i]).isEqualTo(expected.values()[i]);
            } else {
                assertThat(actual.values()[i]).isCloseTo(expected.values()[i], within(tolerance * size));
            }
        }
    }
}
