package org.neurobeam.preprocess.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.error.NumericalException;

class CalciumPipelineTest {
    private static final CalciumOptions DEFAULTS = CalciumOptions.defaults();
    private static final double SCIPY = 1e-12;
    private static final double[] TIMES = {0, .5, .8, 1.7, 2.1, 3., 3.2, 4.4};
    private static final double[] VALUES = {1., -.5, 2., .3, .7, -1.2, .4, 2.5};

    /** {@code scipy.interpolate.interp1d(TIMES, VALUES, kind, fill_value='extrapolate')(numpy.arange(0, 4.4, 0.3))}, 1.17.1. */
    private static final double[] SCIPY_QUADRATIC = {
        1.0,
        -0.9282601105671828,
        0.2282601105671822,
        2.4888927682121764,
        2.209208935216512,
        0.6612590290699536,
        0.33139297503972776,
        0.7,
        -0.09732093603685465,
        -1.712874954913574,
        -1.2,
        1.1435492437904944,
        2.7539614364814446,
        3.434020321151581,
        3.183725897800904
    };

    private static final double[] SCIPY_CUBIC = {
        1.0,
        -1.6292189101989347,
        0.4016875640795727,
        2.3851405962443715,
        2.0257586686898863,
        0.7670660927381892,
        0.34433299582,
        0.6999999999999997,
        -0.1992955900636389,
        -1.413630740118169,
        -1.1999999999999997,
        1.5214877875087658,
        5.178266607843235,
        7.534656153492818,
        6.35497611694691
    };

    private static double[] raw(CalciumOptions options, double... values) {
        return CalciumPipeline.of(options.withResampleDtSeconds(0.3), TIMES)
                .process(values)
                .find(GridKind.RESAMPLED, SignalKind.RAW)
                .orElseThrow()
                .values();
    }

    @Test
    void splinesAgreeWithScipy() {
        assertThat(raw(DEFAULTS.withInterpolate(Interpolation.QUADRATIC), VALUES))
                .containsExactly(SCIPY_QUADRATIC, within(SCIPY));
        assertThat(raw(DEFAULTS.withInterpolate(Interpolation.CUBIC), VALUES))
                .containsExactly(SCIPY_CUBIC, within(SCIPY));
    }

    @Test
    void aSplineGoesThroughTheSamplesPresentAndIsSilentInGaps() {
        double[] cubic = new double[TIMES.length];
        for (int i = 0; i < cubic.length; i++) {
            cubic[i] = Math.pow(TIMES[i] - 2, 3);
        }
        cubic[3] = Double.NaN;
        double[] out = raw(DEFAULTS.withInterpolate(Interpolation.CUBIC), cubic);
        for (int k = 0; k < out.length; k++) {
            double t = 0.3 * k;
            boolean gap = t > 0.8 && t < 2.1;
            assertThat(out[k]).isCloseTo(gap ? Double.NaN : Math.pow(t - 2, 3), within(1e-10));
        }
    }

    @Test
    void tooFewSamplesForASplineAreMissing() {
        double[] few = new double[TIMES.length];
        Arrays.fill(few, Double.NaN);
        few[1] = 1;
        few[2] = 2;
        assertThat(raw(DEFAULTS.withInterpolate(Interpolation.CUBIC), few)).containsOnly(Double.NaN);
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS.withInterpolate(Interpolation.CUBIC), 0, 1, 2))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("needs 4 samples");
    }

    @Test
    void blocksAreStampedAtTheirCentreOrAsPublishedAtTheirStart() {
        double[] times = {0, 0.5, 1, 1.5, 2, 2.5, 3};
        CalciumOptions down = DEFAULTS.withResampleDtSeconds(1);
        CalciumPipeline fixed = CalciumPipeline.of(down, times);
        CalciumPipeline published = CalciumPipeline.of(down.withMode(CalciumMode.PAPER_FAITHFUL), times);
        assertThat(fixed.grid()).contains(new RegularGrid(5.0 / 12, 1, 3));
        assertThat(published.grid()).contains(new RegularGrid(0, 1, 3));
        double[] ramp = fixed.process(times)
                .find(GridKind.RESAMPLED, SignalKind.RAW)
                .orElseThrow()
                .values();
        assertThat(ramp).containsExactly(fixed.grid().orElseThrow().toArray(), within(1e-12));
        assertThat(fixed.transformChain(GridKind.RESAMPLED, SignalKind.RAW).get(0))
                .contains("block centre");
        assertThat(published.transformChain(GridKind.RESAMPLED, SignalKind.RAW).get(0))
                .contains("block start");
    }

    @Test
    void blocksAverageTheSamplesPresent() {
        double[] times = {0, 0.5, 1, 1.5, 2, 2.5, 3};
        double[] gap = {0, 1, Double.NaN, Double.NaN, Double.NaN, 5, 6};
        CalciumOptions down = DEFAULTS.withResampleDtSeconds(1);
        double[] out = CalciumPipeline.of(down, times)
                .process(gap)
                .find(GridKind.RESAMPLED, SignalKind.RAW)
                .orElseThrow()
                .values();
        assertThat(out[0]).isCloseTo(0.5, within(1e-12));
        assertThat(out[1]).isNaN();
        assertThat(out[2]).isCloseTo((5 + 5 + 1.0 / 3 + 5 + 2.0 / 3) / 3, within(1e-12));
    }

    @Test
    void theChainNamesOperationsParametersAndEffectiveLength() {
        double[] times = new double[50];
        Arrays.setAll(times, i -> 0.6 * i);
        CalciumPipeline pipeline = CalciumPipeline.of(DEFAULTS, times);
        assertThat(pipeline.transformChain(GridKind.RESAMPLED, SignalKind.ZSCORE))
                .containsExactly(
                        "smooth_moving(window=15 samples, effective=8.000 samples = 4.800 s)",
                        "resample(linear, dt=0.333 s, up)",
                        "zscore(ddof=0)");
        assertThat(pipeline.transformChain(GridKind.ORIGINAL, SignalKind.SMOOTHED_DERIVATIVE))
                .first()
                .isEqualTo("derivative(order=2, times=irregular)");
        assertThat(pipeline.transformChain(GridKind.ORIGINAL, SignalKind.RAW)).isEmpty();
    }

    @Test
    void withoutTimesOnlyRawAndSmoothedRemain() {
        CalciumPipeline pipeline = CalciumPipeline.withoutTimes(DEFAULTS, 5);
        assertThat(pipeline.warnings()).containsExactly("SHORT_RECORDING", "NO_TIMEBASE");
        assertThat(pipeline.grid()).isEmpty();
        RoiSignals signals = pipeline.process(1, 2, 3, 4, 5);
        assertThat(signals.signals())
                .extracting(CalciumSignal::kind)
                .containsExactly(SignalKind.RAW, SignalKind.SMOOTHED);
        assertThat(signals.signals()).extracting(CalciumSignal::grid).containsOnly(GridKind.ORIGINAL);
        assertThat(pipeline.transformChain(GridKind.ORIGINAL, SignalKind.SMOOTHED))
                .containsExactly("smooth_moving(window=15 samples, effective=8.000 samples)");
    }

    @Test
    void theCausalScorePublishesBothSeries() {
        RoiSignals signals = CalciumPipeline.of(DEFAULTS.withNormTransform(Normalization.CAUSAL), TIMES)
                .process(VALUES);
        CalciumSignal z =
                signals.find(GridKind.RESAMPLED, SignalKind.CAUSAL_ZSCORE).orElseThrow();
        double[] smoothed = signals.find(GridKind.RESAMPLED, SignalKind.SMOOTHED)
                .orElseThrow()
                .values();
        int last = smoothed.length - 1;
        assertThat(z.values()[last] * signals.cumulativeStd()[last] + signals.cumulativeMean()[last])
                .isCloseTo(smoothed[last], within(1e-12));
        assertThat(signals.cumulativeMean()[last]).isCloseTo(z.mean(), within(1e-12));
        assertThat(signals.find(GridKind.RESAMPLED, SignalKind.ZSCORE)).isEmpty();
        assertThat(z.values()).hasSize(last + 1);
    }

    @Test
    void refusesTimesThatDoNotIncrease() {
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS, 0, 1, 1, 2))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("sample 2 is 1.0 s");
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS, 0, Double.NaN)).isInstanceOf(NumericalException.class);
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS)).isInstanceOf(NumericalException.class);
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS, 0, 0.1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS.withResampleDtSeconds(1e-9), TIMES))
                .hasMessageContaining("larger resample_dt");
        assertThatThrownBy(() -> CalciumPipeline.of(DEFAULTS, TIMES).process(1, 2))
                .hasMessage("trace has 2 samples but the recording has 8");
    }

    @Test
    void refusesOptionsOutOfRange() {
        SmoothingOptions smooth = SmoothingOptions.defaults();
        assertThat(new SmoothingOptions(SmoothingOptions.Method.MOVING, 14, 0.5, 5))
                .isEqualTo(smooth);
        assertThatThrownBy(() -> new SmoothingOptions(smooth.method(), 0, 0.5, 5))
                .hasMessageContaining("smooth.window_size");
        assertThatThrownBy(() -> new SmoothingOptions(smooth.method(), 15, 1.5, 5))
                .hasMessageContaining("smooth.alpha");
        assertThatThrownBy(() -> new SmoothingOptions(smooth.method(), 15, 0.5, 0))
                .hasMessageContaining("smooth.sigma");
        assertThatThrownBy(() -> DEFAULTS.withResampleDtSeconds(0)).hasMessageContaining("resample_dt");
        assertThatThrownBy(() -> new CalciumOptions(
                        CalciumMode.FIXED, 1, Interpolation.LINEAR, smooth, Normalization.STANDARD, 0))
                .hasMessageContaining("min_frames");
    }
}
