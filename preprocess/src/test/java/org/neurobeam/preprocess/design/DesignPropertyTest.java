package org.neurobeam.preprocess.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Event;

class DesignPropertyTest {
    /** Sums of a few hundred float64 products in another order. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void regressorsAreLinearInAmplitude(long seed) {
        Random random = new Random(seed);
        List<Event> one = new ArrayList<>();
        List<Event> other = new ArrayList<>();
        List<Event> sum = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double onset = 100 * random.nextDouble();
            double duration = 5 * random.nextDouble();
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            one.add(Events.of("c", onset, duration, a));
            other.add(Events.of("c", onset, duration, b));
            sum.add(Events.of("c", onset, duration, 2 * a + b));
        }
        FrameTimes times = FrameTimes.regular(60, 1 + random.nextDouble(), 0.5);
        DesignMatrix x = EventDesign.regressors(one, times, RegressorOptions.defaults());
        DesignMatrix y = EventDesign.regressors(other, times, RegressorOptions.defaults());
        DoubleMatrix z = DoubleMatrix.zeros(60, 1);
        for (int i = 0; i < 60; i++) {
            z.set(i, 0, 2 * x.values().get(i, 0) + y.values().get(i, 0));
        }
        Golden.assertClose(
                EventDesign.regressors(sum, times, RegressorOptions.defaults()).values(), z, ROUNDING, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void derivativesAreOrthogonalToTheColumnsBefore(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(Events.of("c", 90 * random.nextDouble(), 3, 1));
        }
        DesignMatrix x = EventDesign.regressors(
                events,
                FrameTimes.regular(60, 2, 0),
                RegressorOptions.of(HemodynamicResponse.spm().withDispersion()));
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < j; k++) {
                double dot = 0;
                for (int i = 0; i < 60; i++) {
                    dot += x.values().get(i, j) * x.values().get(i, k);
                }
                assertThat(Math.abs(dot)).isLessThan(ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void delaysNeverCrossARun(long seed) {
        Random random = new Random(seed);
        int first = 5 + random.nextInt(10);
        int rows = first + 5 + random.nextInt(10);
        FloatMatrix x = FloatMatrix.zeros(rows, 3);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = random.nextFloat() + 1;
        }
        List<Integer> delays = List.of(-2, 0, 1, 3, 30);
        int[] runs = {0, first};
        FloatMatrix before = Delays.apply(x, runs, delays);
        for (int j = 0; j < 3; j++) {
            x.set(first - 1, j, 99);
            x.set(first - 2, j, 99);
        }
        FloatMatrix after = Delays.apply(x, runs, delays);
        assertThat(after.rows(first, rows)).isEqualTo(before.rows(first, rows));
        assertThat(after.rows(0, first)).isNotEqualTo(before.rows(0, first));
        assertThat(before.get(first, 6)).isZero();
        assertThat(before.get(first - 1, 0)).isZero();
        assertThat(before.get(first - 3, 0)).isNotZero();
        assertThat(before.get(first + 1, 6)).isEqualTo(before.get(first, 3));
    }

    @Test
    void runStartsComeFromRunIds() {
        assertThat(Delays.runStarts(4, 4, 4, 2, 2)).containsExactly(0, 3);
        assertThatThrownBy(() -> Delays.runStarts(1, 2, 1)).hasMessageContaining("run 1 comes back at row 2");
        assertThat(Delays.names(List.of("a", "b"), List.of(1, 2)))
                .containsExactly("a_delay_1", "b_delay_1", "a_delay_2", "b_delay_2");
    }

    @Test
    void wrongRunStartsAndDelaysAreRefused() {
        FloatMatrix x = FloatMatrix.zeros(4, 1);
        assertThatThrownBy(() -> Delays.apply(x, new int[] {0}, List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Delays.apply(x, new int[] {0}, List.of(1, 1))).hasMessageContaining("different");
        assertThatThrownBy(() -> Delays.apply(x, new int[] {1}, List.of(1))).hasMessageContaining("begin with 0");
        assertThatThrownBy(() -> Delays.apply(x, new int[] {}, List.of(1))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Delays.apply(x, new int[] {0, 4}, List.of(1)))
                .hasMessageContaining("features [4 samples]");
    }
}
