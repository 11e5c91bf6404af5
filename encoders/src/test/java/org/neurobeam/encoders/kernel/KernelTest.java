package org.neurobeam.encoders.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;
import static org.neurobeam.encoders.kernel.Matrices.heap;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.design.DelayedKernel;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;

class KernelTest {
    /** Rounding of float64 closed forms. */
    private static final double ROUNDING = 1e-10;

    private static final Kernel LINEAR = new Kernel.Linear();

    @Test
    void kernelsOfTwoSamplesByHand() {
        FloatMatrix x = FloatMatrix.of(new float[][] {{1, 2}, {3, -1}});
        assertThat(value(LINEAR, x)).isEqualTo(1);
        assertThat(value(new Kernel.Polynomial(OptionalDouble.empty(), 2, 2), x))
                .isEqualTo(6.25);
        assertThat(value(new Kernel.Rbf(OptionalDouble.empty()), x)).isCloseTo(Math.exp(-6.5), within(ROUNDING));
        assertThat(value(new Kernel.Sigmoid(OptionalDouble.of(3), -1), x)).isCloseTo(Math.tanh(2), within(ROUNDING));
        assertThat(value(new Kernel.Cosine(), x)).isCloseTo(1 / Math.sqrt(50), within(ROUNDING));
    }

    private static double value(Kernel kernel, FloatMatrix x) {
        return heap(kernel.matrix(RowSource.of(x))).get(0, 1);
    }

    @Test
    void aSampleOfZerosHasNoDirection() {
        FloatMatrix x = FloatMatrix.of(new float[][] {{0, 0}, {3, -1}});
        assertThat(heap(new Kernel.Cosine().matrix(RowSource.of(x))).values()).containsExactly(0, 0, 0, 1);
    }

    /** More samples than a block holds: all blocks meet, and both triangles are the same numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 256, 300, 520})
    void blocksOfRowsGiveTheWholeKernel(int n) {
        DoubleMatrix x = gaussian(n, 3, n);
        Kernel rbf = new Kernel.Rbf(OptionalDouble.of(0.3));
        DoubleMatrix k = heap(rbf.matrix(RowSource.of(x)));
        DoubleMatrix rectangular = heap(rbf.matrix(RowSource.of(x), RowSource.of(x)));
        for (int i = 0; i < n; i += 37) {
            for (int j = 0; j < n; j++) {
                double distance = 0;
                for (int f = 0; f < 3; f++) {
                    distance += Math.pow(x.get(i, f) - x.get(j, f), 2);
                }
                assertThat(k.get(i, j)).isCloseTo(Math.exp(-0.3 * distance), within(ROUNDING));
                assertThat(k.get(j, i)).isEqualTo(k.get(i, j));
            }
        }
        assertClose(rectangular, k, ROUNDING);
    }

    @Test
    void theKernelOfDelayedFeaturesIsASumOfShiftsWithinRuns() {
        int[] train = {0, 9, 20};
        int[] test = {0, 7};
        DoubleMatrix x = gaussian(30, 4, 1);
        DoubleMatrix y = gaussian(15, 4, 2);
        for (List<Integer> delays : List.of(List.of(0), List.of(1, 2, 3, 4), List.of(-2, 0, 1), List.of(8, -40, 12))) {
            DoubleMatrix delayedX = Delays.apply(x, train, delays);
            DoubleMatrix delayedY = Delays.apply(y, test, delays);
            try (DenseMatrix k0 = LINEAR.matrix(RowSource.of(x));
                    DenseMatrix k1 = LINEAR.matrix(RowSource.of(y), RowSource.of(x))) {
                assertClose(
                        heap(DenseMatrix.copyOf(DelayedKernel.of(k0, train, delays), Precision.FLOAT64)),
                        heap(LINEAR.matrix(RowSource.of(delayedX))),
                        ROUNDING);
                assertClose(
                        heap(DenseMatrix.copyOf(DelayedKernel.between(k1, test, train, delays), Precision.FLOAT64)),
                        heap(LINEAR.matrix(RowSource.of(delayedY), RowSource.of(delayedX))),
                        ROUNDING);
            }
        }
    }

    /** Defect 8: concatenated runs do not leak into each other. */
    @Test
    void nothingOfARunReachesTheNextThroughDelays() {
        int[] starts = {0, 10};
        DoubleMatrix x = gaussian(20, 3, 3);
        DoubleMatrix changed = DoubleMatrix.wrap(20, 3, x.values().clone());
        changed.set(9, 1, 1e6);
        try (DenseMatrix a = LINEAR.matrix(RowSource.of(x));
                DenseMatrix b = LINEAR.matrix(RowSource.of(changed))) {
            DoubleMatrix before =
                    heap(DenseMatrix.copyOf(DelayedKernel.of(a, starts, List.of(1, 2)), Precision.FLOAT64));
            DoubleMatrix after =
                    heap(DenseMatrix.copyOf(DelayedKernel.of(b, starts, List.of(1, 2)), Precision.FLOAT64));
            for (int i = 10; i < 20; i++) {
                for (int j = 10; j < 20; j++) {
                    assertThat(after.get(i, j)).isEqualTo(before.get(i, j));
                }
            }
        }
    }

    @Test
    void wrongDelaysAndRunsAreRefused() {
        try (DenseMatrix k = LINEAR.matrix(RowSource.of(gaussian(6, 2, 4)))) {
            assertThatThrownBy(() -> DelayedKernel.of(k, new int[] {0}, List.of(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[1, 1]");
            assertThatThrownBy(() -> DelayedKernel.of(k, new int[] {0, 6}, List.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("run 1 has rows 6 to 5");
        }
    }

    @Test
    void centringALinearKernelCentresTheFeatures() {
        DoubleMatrix x = gaussian(12, 4, 5);
        DoubleMatrix centred = DoubleMatrix.wrap(12, 4, x.values().clone());
        for (int j = 0; j < 4; j++) {
            double mean = java.util.Arrays.stream(x.column(j)).average().orElseThrow();
            for (int i = 0; i < 12; i++) {
                centred.set(i, j, x.get(i, j) - mean);
            }
        }
        try (DenseMatrix k = LINEAR.matrix(RowSource.of(x))) {
            KernelCentering.of(k).centre(k);
            assertClose(k.toDoubleMatrix(), heap(LINEAR.matrix(RowSource.of(centred))), ROUNDING);
        }
    }

    @Test
    void badParametersAndFeaturesAreRefused() {
        assertThatThrownBy(() -> new Kernel.Rbf(OptionalDouble.of(0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rbf")
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new Kernel.Polynomial(OptionalDouble.empty(), 1, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("degree 0");
        DoubleMatrix x = gaussian(4, 2, 6);
        x.set(2, 1, Double.NaN);
        assertThatThrownBy(() -> LINEAR.matrix(RowSource.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature 1 of sample 2");
        assertThatThrownBy(() -> LINEAR.matrix(RowSource.of(gaussian(3, 2, 7)), RowSource.of(gaussian(3, 5, 7))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 samples x 2 features")
                .hasMessageContaining("3 samples x 5 features");
    }
}
