package org.neurobeam.encoders.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Small matrices for the tests of linear encoders. */
public final class Arrays2d {
    private Arrays2d() {}

    /** Standard normal numbers from a seed, [rows x columns]. */
    public static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return DoubleMatrix.wrap(
                rows,
                columns,
                IntStream.range(0, rows * columns)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray());
    }

    /** a b, in plain loops. */
    public static DoubleMatrix times(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix c = DoubleMatrix.zeros(a.rows(), b.columns());
        for (int i = 0; i < a.rows(); i++) {
            for (int k = 0; k < a.columns(); k++) {
                for (int j = 0; j < b.columns(); j++) {
                    c.values()[i * b.columns() + j] += a.get(i, k) * b.get(k, j);
                }
            }
        }
        return c;
    }

    /** a + factor b. */
    public static DoubleMatrix plus(DoubleMatrix a, double factor, DoubleMatrix b) {
        return DoubleMatrix.wrap(
                a.rows(),
                a.columns(),
                IntStream.range(0, a.values().length)
                        .mapToDouble(i -> a.values()[i] + factor * b.values()[i])
                        .toArray());
    }

    /** factor a. */
    public static DoubleMatrix scaled(double factor, DoubleMatrix a) {
        return plus(DoubleMatrix.zeros(a.rows(), a.columns()), factor, a);
    }

    /** The rows in the given order. */
    public static DoubleMatrix rows(DoubleMatrix m, int... rows) {
        return DoubleMatrix.of(Arrays.stream(rows).mapToObj(m::row).toArray(double[][]::new));
    }

    /** The columns in the given order. */
    public static DoubleMatrix columns(DoubleMatrix m, int... columns) {
        return rows(m.transposed(), columns).transposed();
    }

    /** A seeded order of 0 to count - 1. */
    public static int[] order(int count, long seed) {
        double[] key = gaussian(1, count, seed).values();
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> key[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Mean of the values that are not NaN. */
    public static double mean(double... values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }

    /** |a - b| at most tolerance max(1, max |b|), and NaN in the same places. */
    public static void assertClose(DoubleMatrix actual, DoubleMatrix expected, double tolerance) {
        assertThat(actual).hasToString(expected.toString());
        double size = Arrays.stream(expected.values())
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int j = 0; j < expected.values().length; j++) {
            if (Double.isNaN(expected.values()[j])) {
                assertThat(actual.values()[j]).isNaN();
            } else {
                assertThat(actual.values()[j])
                        .as("element %d", j)
                        .isCloseTo(expected.values()[j], within(tolerance * Math.max(1, size)));
            }
        }
    }
}
