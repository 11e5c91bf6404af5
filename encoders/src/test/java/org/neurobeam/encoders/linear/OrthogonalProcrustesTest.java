package org.neurobeam.encoders.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.ColumnSelection;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Against scipy ({@code ../shared/golden/encoding}, procrustes_*) and against what a closest rotation must do. */
class OrthogonalProcrustesTest {
    /** Rounding of float64 products of a few hundred terms. */
    private static final double ROUNDING = 1e-10;

    private static final String DIR = "golden/encoding/";
    private static final int SEED = 11;
    private static final int STREAM = 960;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    private static DoubleMatrix product(DoubleMatrix a, DoubleMatrix b) {
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

    private static double squaredDistance(DoubleMatrix a, DoubleMatrix b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += (a.values()[i] - b.values()[i]) * (a.values()[i] - b.values()[i]);
        }
        return sum;
    }

    /** Some orthogonal matrix: what brings one cloud to another. */
    private static DoubleMatrix orthogonal(int p, long seed) {
        return OrthogonalProcrustes.of(RowSource.of(gaussian(3 * p, p, seed)), RowSource.of(gaussian(3 * p, p, -seed)))
                .rotation();
    }

    /** The generator of the goldens, {@code ../shared/bench/README.md}. */
    private static DoubleMatrix generated(long seed, int rows, int columns) {
        long key = mix(seed * GOLDEN_RATIO + STREAM);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            long h = mix(key + (i + 1) * GOLDEN_RATIO);
            long sum = (h & 0xFFFF) + (h >>> 16 & 0xFFFF) + (h >>> 32 & 0xFFFF) + (h >>> 48);
            m.values()[i] = (sum - 131070) / Math.sqrt((65536.0 * 65536.0 - 1) / 3);
        }
        return m;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    @Test
    void rotationAndScaleAreScipys() {
        RowSource x = ColumnSelection.range(RowSource.of(SharedData.csv(DIR + "in_X.csv")), 0, 8);
        RowSource y = ColumnSelection.range(RowSource.of(SharedData.csv(DIR + "in_Y.csv")), 0, 5);
        DoubleMatrix five = DoubleMatrix.zeros(y.rows(), 5);
        for (int i = 0; i < y.rows(); i++) {
            double[] row = new double[5];
            y.readRow(i, row);
            System.arraycopy(row, 0, five.values(), 5 * i, 5);
        }
        DoubleMatrix g = generated(SEED, 5, 8);
        OrthogonalProcrustes found = OrthogonalProcrustes.of(x, RowSource.of(product(five, g)));
        assertThat(found.scale())
                .isCloseTo(SharedData.csv(DIR + "procrustes_scale.csv").get(0, 0), within(1e-8));
        // B has rank 5: what is rotated to the 3 dimensions outside the span of G's rows is arbitrary, the rest is not
        DoubleMatrix span = DoubleMatrix.zeros(8, 5);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 8; j++) {
                span.set(j, i, g.get(i, j));
            }
        }
        DoubleMatrix expected = product(SharedData.csv(DIR + "procrustes_R.csv"), span);
        assertThat(product(found.rotation(), span).values()).containsExactly(expected.values(), within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"30,4", "700,12", "5,5"})
    void aPlantedRotationIsRecovered(int n, int p) {
        DoubleMatrix a = gaussian(n, p, n);
        DoubleMatrix planted = orthogonal(p, 7);
        DoubleMatrix b = product(a, planted);
        OrthogonalProcrustes found = OrthogonalProcrustes.of(RowSource.of(a), RowSource.of(b));
        assertThat(found.rotation().values()).containsExactly(planted.values(), within(1e-8));
        assertThat(squaredDistance(found.align(RowSource.of(a)), b)).isLessThan(1e-12 * n * p);
        // the trace of (A R)'A R is the size of A
        assertThat(found.scale()).isCloseTo(squaredDistance(a, DoubleMatrix.zeros(n, p)), within(1e-8 * n * p));
    }

    @Test
    void theRotationIsOrthogonalAndNoOtherIsCloser() {
        DoubleMatrix a = gaussian(60, 6, 1);
        DoubleMatrix b = gaussian(60, 6, 2);
        OrthogonalProcrustes found = OrthogonalProcrustes.of(RowSource.of(a), RowSource.of(b));
        DoubleMatrix r = found.rotation();
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double dot = 0;
                for (int k = 0; k < 6; k++) {
                    dot += r.get(k, i) * r.get(k, j);
                }
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(ROUNDING));
            }
        }
        double least = squaredDistance(found.align(RowSource.of(a)), b);
        for (int seed = 1; seed < 50; seed++) {
            assertThat(squaredDistance(product(a, orthogonal(6, seed)), b)).isGreaterThan(least);
        }
        assertThat(squaredDistance(a, b)).isGreaterThan(least);
    }

    @Test
    void whatCannotBeAlignedIsRefused() {
        RowSource a = RowSource.of(gaussian(6, 3, 1));
        assertThatThrownBy(() -> OrthogonalProcrustes.of(a, RowSource.of(gaussian(5, 3, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[6 samples x 3 dimensions] and [5 samples x 3 dimensions]");
        DoubleMatrix holed = gaussian(6, 3, 2);
        holed.set(4, 1, Double.NaN);
        assertThatThrownBy(() -> OrthogonalProcrustes.of(a, RowSource.of(holed)))
                .hasMessageContaining("dimension 1 of sample 4 of the second patterns is NaN");
        OrthogonalProcrustes found = OrthogonalProcrustes.of(a, a);
        assertThatThrownBy(() -> found.align(RowSource.of(gaussian(2, 4, 1))))
                .hasMessageContaining("a rotation of 3 dimensions");
    }
}
