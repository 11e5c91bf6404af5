package org.neurobeam.preprocess.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants I1 to I8 over seeded recordings of random length, rate and jitter. */
class CalciumPropertyTest {
    /** Few operations in float64 on values of order one. */
    private static final double ROUNDING = 1e-11;

    private static final double GRID = 1e-9;
    private static final double ZSCORE = 1e-6;
    private static final double CAUSAL_RELATIVE = 1e-6;
    private static final CalciumOptions DEFAULTS = CalciumOptions.defaults();

    /** Irregular times from a clock that started long before, and a correlated trace. */
    private static final class Recording {
        private final double[] clock;
        private final double[] trace;

        Recording(long seed) {
            Random random = new Random(seed);
            clock = new double[20 + random.nextInt(400)];
            trace = new double[clock.length];
            double dt = 0.1 + random.nextDouble();
            clock[0] = 1e6 * random.nextDouble();
            for (int i = 1; i < clock.length; i++) {
                clock[i] = clock[i - 1] + dt * (0.8 + 0.4 * random.nextDouble());
                trace[i] = 0.9 * trace[i - 1] + random.nextGaussian();
            }
        }
    }

    static Stream<Recording> recordings() {
        return Stream.iterate(1L, seed -> seed + 1).limit(40).map(Recording::new);
    }

    private static double[] resampled(RoiSignals signals, SignalKind kind) {
        return signals.find(GridKind.RESAMPLED, kind).orElseThrow().values();
    }

    private static CalciumOptions smoothing(SmoothingOptions.Method method) {
        return DEFAULTS.withSmooth(SmoothingOptions.defaults().withMethod(method));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void timesStartAtZeroAndTheGridHasTheRightLength(Recording recording) {
        for (double dt : new double[] {0.05, 0.333, 2.0}) {
            CalciumPipeline pipeline = CalciumPipeline.of(DEFAULTS.withResampleDtSeconds(dt), recording.clock);
            double end = pipeline.times().seconds(pipeline.times().count() - 1);
            assertThat(pipeline.times().seconds(0)).isZero();
            assertThat(end).isEqualTo(recording.clock[recording.clock.length - 1] - recording.clock[0]);
            RegularGrid grid = pipeline.grid().orElseThrow();
            boolean up = dt < pipeline.times().medianDtSeconds();
            assertThat(grid.count())
                    .isEqualTo((int) (up ? Math.ceil(end / dt) : Math.floor(Math.ceil(6 * end / dt) / 6)));
            assertThat(grid.t0Seconds()).isCloseTo(up ? 0 : 5 * dt / 12, within(GRID));
            double[] times = grid.toArray();
            for (int k = 1; k < times.length; k++) {
                assertThat(times[k] - times[k - 1]).isCloseTo(dt, within(GRID));
            }
            assertThat(times[times.length - 1]).isLessThan(end);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theDerivativeOfAStraightLineIsItsSlope(Recording recording) {
        CalciumPipeline pipeline = CalciumPipeline.of(DEFAULTS, recording.clock);
        double[] line = pipeline.times().toArray();
        double[] parabola = line.clone();
        for (int i = 0; i < line.length; i++) {
            parabola[i] = line[i] * line[i];
            line[i] = 3 - 0.25 * line[i];
        }
        assertThat(original(pipeline.process(line), SignalKind.DERIVATIVE))
                .usingComparatorWithPrecision(1e-9)
                .containsOnly(-0.25);
        double[] slope = original(pipeline.process(parabola), SignalKind.DERIVATIVE);
        for (int i = 1; i < slope.length - 1; i++) {
            assertThat(slope[i]).isCloseTo(2 * pipeline.times().seconds(i), within(1e-7));
        }
    }

    private static double[] original(RoiSignals signals, SignalKind kind) {
        return signals.find(GridKind.ORIGINAL, kind).orElseThrow().values();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void linearInterpolationStaysBetweenItsNeighbours(Recording recording) {
        CalciumPipeline pipeline = CalciumPipeline.of(DEFAULTS.withResampleDtSeconds(0.05), recording.clock);
        double[] fine = resampled(pipeline.process(recording.trace), SignalKind.RAW);
        int j = 0;
        for (int k = 0; k < fine.length; k++) {
            while (pipeline.times().seconds(j + 1)
                    <= pipeline.grid().orElseThrow().seconds(k)) {
                j++;
            }
            double low = Math.min(recording.trace[j], recording.trace[j + 1]);
            double high = Math.max(recording.trace[j], recording.trace[j + 1]);
            assertThat(fine[k]).isBetween(low - ROUNDING, high + ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interpolationIsExactOnKnots(Interpolation interpolation) {
        double[] times = {0, 0.5, 1, 1.5, 3, 3.5, 4.25, 5};
        double[] values = {1, -2, 0.5, 3, 3, -1, 0, 2};
        double[] sampled = new PointSampler(times, times, interpolation).sample(values, new double[times.length]);
        assertThat(sampled).containsExactly(values, within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(SmoothingOptions.Method.class)
    void constantsStayConstantAndAreFlagged(SmoothingOptions.Method method) {
        Recording recording = new Recording(5);
        double[] constant = new double[recording.clock.length];
        Arrays.fill(constant, 0.1);
        for (double dt : new double[] {0.05, 2}) {
            RoiSignals signals = CalciumPipeline.of(smoothing(method).withResampleDtSeconds(dt), recording.clock)
                    .process(constant);
            assertThat(original(signals, SignalKind.SMOOTHED))
                    .usingComparatorWithPrecision(1e-15)
                    .containsOnly(0.1);
            CalciumSignal z =
                    signals.find(GridKind.RESAMPLED, SignalKind.ZSCORE).orElseThrow();
            assertThat(z.isConstant()).isTrue();
            assertThat(z.values()).containsOnly(0.0);
        }
    }

    @ParameterizedTest
    @EnumSource(SmoothingOptions.Method.class)
    void smoothersDoNotLookAhead(SmoothingOptions.Method method) {
        for (CalciumMode mode : CalciumMode.values()) {
            Recording recording = new Recording(7);
            CausalSmoother smoother = new CausalSmoother(smoothing(method).smooth(), mode);
            double[] before = smoother.apply(recording.trace, new double[recording.trace.length]);
            for (int j = 0; j < recording.trace.length; j += 3) {
                double[] changed = recording.trace.clone();
                changed[j] += 100;
                double[] after = smoother.apply(changed, new double[changed.length]);
                assertThat(Arrays.copyOf(after, j)).isEqualTo(Arrays.copyOf(before, j));
                assertThat(after[j]).isGreaterThan(before[j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theZScoreIsStandardAndCanBeInverted(Recording recording) {
        RoiSignals signals = CalciumPipeline.of(DEFAULTS, recording.clock).process(recording.trace);
        CalciumSignal z = signals.find(GridKind.RESAMPLED, SignalKind.ZSCORE).orElseThrow();
        ZScore again = ZScore.of(z.values());
        assertThat(again.mean()).isCloseTo(0, within(ZSCORE));
        assertThat(again.std()).isCloseTo(1, within(ZSCORE));
        double[] smoothed = resampled(signals, SignalKind.SMOOTHED);
        for (int i = 0; i < smoothed.length; i++) {
            assertThat(z.values()[i] * z.std() + z.mean()).isCloseTo(smoothed[i], within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theCausalScoreAgreesWithItsFormulaAndDoesNotLookAhead(Recording recording) {
        CausalZScore fixed = new CausalZScore(recording.trace, CalciumMode.FIXED);
        CausalZScore formula = new CausalZScore(recording.trace, CalciumMode.PAPER_FAITHFUL);
        for (int i = 0; i < recording.trace.length; i++) {
            if (formula.std()[i] > 1e-3) {
                assertThat(fixed.std()[i]).isCloseTo(formula.std()[i], within(CAUSAL_RELATIVE * formula.std()[i]));
                assertThat(fixed.z()[i]).isCloseTo(formula.z()[i], within(CAUSAL_RELATIVE * 10));
            }
        }
        double[] prefix = Arrays.copyOf(recording.trace, 10);
        assertThat(new CausalZScore(prefix, CalciumMode.FIXED).z()).isEqualTo(Arrays.copyOf(fixed.z(), 10));
    }

    @ParameterizedTest
    @EnumSource(SmoothingOptions.Method.class)
    void anAbsentCellIsAbsentEverywhere(SmoothingOptions.Method method) {
        Recording recording = new Recording(9);
        double[] absent = new double[recording.clock.length];
        Arrays.fill(absent, Double.NaN);
        for (Interpolation interpolation : Interpolation.values()) {
            for (Normalization normalization : Normalization.values()) {
                CalciumOptions options =
                        smoothing(method).withInterpolate(interpolation).withNormTransform(normalization);
                RoiSignals signals =
                        CalciumPipeline.of(options, recording.clock).process(absent);
                assertThat(signals.signals()).hasSize(9).allSatisfy(s -> {
                    assertThat(s.values()).containsOnly(Double.NaN);
                    assertThat(s.present()).isZero();
                    assertThat(s.mean()).isNaN();
                    assertThat(s.isConstant()).isFalse();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void missingSamplesStayMissingAndTouchOnlyTheirNeighbours(Recording recording) {
        double[] gaps = recording.trace.clone();
        gaps[0] = Double.NaN;
        gaps[9] = Double.NaN;
        gaps[10] = Double.NaN;
        CalciumPipeline pipeline = CalciumPipeline.of(DEFAULTS.withResampleDtSeconds(0.05), recording.clock);
        RoiSignals signals = pipeline.process(gaps);
        assertThat(missing(original(signals, SignalKind.SMOOTHED))).containsExactly(0, 9, 10);
        assertThat(missing(original(signals, SignalKind.DERIVATIVE))).containsExactly(0, 1, 8, 9, 10, 11);
        double[] fine = resampled(signals, SignalKind.RAW);
        double[] whole = resampled(pipeline.process(recording.trace), SignalKind.RAW);
        SampleTimes times = pipeline.times();
        for (int k = 0; k < fine.length; k++) {
            double t = pipeline.grid().orElseThrow().seconds(k);
            boolean gone = t < times.seconds(1) || (t > times.seconds(8) && t < times.seconds(11));
            assertThat(fine[k]).isEqualTo(Double.valueOf(gone ? Double.NaN : whole[k]));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void arraysServeOneRoiAfterTheOther(Recording recording) {
        double[] gaps = recording.trace.clone();
        gaps[9] = Double.NaN;
        SignalArrays arrays = new SignalArrays();
        for (double dt : new double[] {0.05, 2}) {
            for (SmoothingOptions.Method method : SmoothingOptions.Method.values()) {
                CalciumPipeline pipeline =
                        CalciumPipeline.of(smoothing(method).withResampleDtSeconds(dt), recording.clock);
                for (double[] x : List.of(recording.trace, gaps, recording.trace)) {
                    assertThat(pipeline.process(arrays, x).signals())
                            .isEqualTo(pipeline.process(x).signals());
                }
            }
        }
    }

    private static int[] missing(double[] x) {
        return IntStream.range(0, x.length).filter(i -> Double.isNaN(x[i])).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVING", "EXPONENTIAL", "GAUSSIAN"})
    void smoothersRenormaliseOverTheSamplesPresent(SmoothingOptions.Method method) {
        double[] gaps = {Double.NaN, 4, Double.NaN, Double.NaN, 4, 4, Double.NaN, 4};
        double[] y =
                new CausalSmoother(smoothing(method).smooth(), CalciumMode.FIXED).apply(gaps, new double[gaps.length]);
        for (int i = 0; i < gaps.length; i++) {
            assertThat(y[i]).isCloseTo(gaps[i], within(1e-15));
        }
    }

    @Test
    void theExponentialCarriesItsStateOverAGap() {
        double[] y = new CausalSmoother(
                        smoothing(SmoothingOptions.Method.EXPONENTIAL).smooth(), CalciumMode.FIXED)
                .apply(new double[] {2, Double.NaN, 6}, new double[3]);
        assertThat(y).containsExactly(2, Double.NaN, 4);
    }
}
