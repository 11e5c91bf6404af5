package org.neurobeam.preprocess.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.testing.SharedData;

/** Four neurons of four worms against numpy: {@code golden/celegans/dag2023_pipeline_golden.json}. */
class DagPipelineGoldenTest {
    /** The README's tolerances; the relative ones are of the larger of 1 and the value. */
    private static final double DERIVATIVE = 1e-9;

    private static final double SMOOTHING = 1e-12;
    private static final double RESAMPLING = 1e-9;
    private static final double ZSCORE = 1e-8;
    private static final double CAUSAL = 1e-6;
    private static final double STATISTICS = 1e-10;
    private static final double CORRELATION_OF_HOMOLOGUES = 0.9;

    private static final CalciumOptions FIXED = CalciumOptions.defaults();

    /** One recording: times of the traces alone, traces by column. */
    private static final class Worm {
        private final double[] times;
        private final double[][] rows;

        Worm(String uid) {
            var path = SharedData.path("data/calcium/dag2023/swf702_with_id/" + uid + "-data.h5");
            try (HdfFile file = new HdfFile(path)) {
                rows = (double[][])
                        file.getDatasetByPath("gcamp/traces_array_F_F20").getData();
                double[] clock = (double[])
                        file.getDatasetByPath("timing/timestamp_confocal").getData();
                times = Arrays.copyOf(clock, rows.length);
            }
        }

        double[] trace(int column) {
            return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
        }
    }

    private static JsonNode golden() throws IOException {
        return new ObjectMapper()
                .readTree(SharedData.path("golden/celegans/dag2023_pipeline_golden.json")
                        .toFile());
    }

    private static double[] find(RoiSignals signals, GridKind grid, SignalKind kind) {
        return signals.find(grid, kind).orElseThrow().values();
    }

    private static void compare(double[] actual, JsonNode expected, double tolerance, int... samples) {
        assertThat(expected).hasSize(samples.length);
        for (int k = 0; k < samples.length; k++) {
            int sample = samples[k] < 0 ? actual.length + samples[k] : samples[k];
            double value = expected.get(k).asDouble();
            assertThat(actual[sample]).isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        }
    }

    @Test
    void timesAndGrids() throws IOException {
        for (Map.Entry<String, JsonNode> entry : golden().properties()) {
            Worm worm = new Worm(entry.getKey());
            CalciumPipeline pipeline = CalciumPipeline.of(FIXED, worm.times);
            JsonNode expected = entry.getValue();
            assertThat(pipeline.times().count()).isEqualTo(expected.get("T").asInt());
            assertThat(pipeline.times().medianDtSeconds())
                    .isCloseTo(expected.get("median_dt").asDouble(), within(RESAMPLING));
            assertThat(pipeline.times().seconds(pipeline.times().count() - 1))
                    .isEqualTo(expected.get("duration_s").asDouble());
            assertThat(pipeline.grid().orElseThrow())
                    .isEqualTo(new RegularGrid(
                            0, 0.333, expected.get("n_resampled").asInt()));
        }
    }

    @Test
    void signalsOfFourNeurons() throws IOException {
        for (Map.Entry<String, JsonNode> entry : golden().properties()) {
            Worm worm = new Worm(entry.getKey());
            CalciumPipeline standard = CalciumPipeline.of(FIXED, worm.times);
            for (JsonNode neuron : entry.getValue().get("neurons")) {
                double[] raw = worm.trace(neuron.get("col0").asInt());
                RoiSignals signals = standard.process(raw);
                compare(find(signals, GridKind.ORIGINAL, SignalKind.RAW), neuron.get("raw"), 0, 0, 1, 2, -1);
                double[] derivative = find(signals, GridKind.ORIGINAL, SignalKind.DERIVATIVE);
                compare(derivative, neuron.get("residual"), DERIVATIVE, 0, 1, -1);
                double[] smoothed = find(signals, GridKind.ORIGINAL, SignalKind.SMOOTHED);
                compare(smoothed, neuron.get("moving15"), SMOOTHING, 0, 1, 7, 20, -1);
                compareResampled(signals, neuron);
            }
        }
    }

    private static void compareResampled(RoiSignals signals, JsonNode neuron) {
        CalciumSignal raw = signals.find(GridKind.RESAMPLED, SignalKind.RAW).orElseThrow();
        compare(raw.values(), neuron.get("resampled_raw"), RESAMPLING, 0, 1, 2, 500, -1);
        assertThat(raw.mean()).isCloseTo(neuron.get("mean_raw_resampled").asDouble(), within(STATISTICS));
        assertThat(raw.std()).isCloseTo(neuron.get("std_raw_resampled_ddof0").asDouble(), within(STATISTICS));
        compare(
                ZScore.of(raw.values()).apply(raw.values(), new double[raw.values().length]),
                neuron.get("zscore_raw"),
                ZSCORE,
                0,
                1,
                500,
                -1);
        double[] smoothed = find(signals, GridKind.RESAMPLED, SignalKind.SMOOTHED);
        compare(smoothed, neuron.get("resampled_smooth"), RESAMPLING, 0, 1, 500, -1);
        double[] z = find(signals, GridKind.RESAMPLED, SignalKind.ZSCORE);
        compare(z, neuron.get("zscore_smooth"), ZSCORE, 0, 1, 500, -1);
    }

    @Test
    void otherSmoothersCausalScoreAndDownSampling() throws IOException {
        SmoothingOptions moving = SmoothingOptions.defaults();
        for (Map.Entry<String, JsonNode> entry : golden().properties()) {
            Worm worm = new Worm(entry.getKey());
            for (JsonNode neuron : entry.getValue().get("neurons")) {
                double[] raw = worm.trace(neuron.get("col0").asInt());
                CalciumOptions exponential = FIXED.withSmooth(moving.withMethod(SmoothingOptions.Method.EXPONENTIAL));
                compare(smoothed(exponential, worm, raw), neuron.get("exp0.5"), SMOOTHING, 1, 2, -1);
                CalciumOptions gaussian = FIXED.withSmooth(moving.withMethod(SmoothingOptions.Method.GAUSSIAN));
                compare(smoothed(gaussian, worm, raw), neuron.get("gauss5"), SMOOTHING, 1, 20, -1);
                RoiSignals causal = CalciumPipeline.of(FIXED.withNormTransform(Normalization.CAUSAL), worm.times)
                        .process(raw);
                double[] z = find(causal, GridKind.RESAMPLED, SignalKind.CAUSAL_ZSCORE);
                compare(z, neuron.get("causal_z_smooth"), CAUSAL, 1, 2, 500, -1);
                double[] down = find(
                        CalciumPipeline.of(FIXED.withResampleDtSeconds(1.2), worm.times)
                                .process(raw),
                        GridKind.RESAMPLED,
                        SignalKind.RAW);
                assertThat(down).hasSize(neuron.get("n_downsampled_dt1.2").asInt());
                compare(down, neuron.get("downsampled_dt1.2"), RESAMPLING, 0, 1, -1);
            }
        }
    }

    private static double[] smoothed(CalciumOptions options, Worm worm, double[] raw) {
        return find(CalciumPipeline.of(options, worm.times).process(raw), GridKind.ORIGINAL, SignalKind.SMOOTHED);
    }

    @Test
    void castingTheClockFirstGivesStepsOfAnEighth() throws IOException {
        double[] clock = new Worm("2022-07-26-31").times;
        SampleTimes published = CalciumPipeline.of(FIXED.withMode(CalciumMode.PAPER_FAITHFUL), clock)
                .times();
        assertThat(clock[0]).isGreaterThan(1e6);
        for (int i = 1; i < published.count(); i++) {
            assertThat(published.seconds(i) - published.seconds(i - 1)).isIn(0.5, 0.625, 0.75);
        }
    }

    @Test
    void homologuesAreCorrelated() throws IOException {
        for (Map.Entry<String, JsonNode> entry : golden().properties()) {
            JsonNode neurons = entry.getValue().get("neurons");
            if (neurons.has("AVAL") && neurons.has("AVAR")) {
                Worm worm = new Worm(entry.getKey());
                double[] left = worm.trace(neurons.get("AVAL").get("col0").asInt());
                double[] right = worm.trace(neurons.get("AVAR").get("col0").asInt());
                double[] a = ZScore.of(left).apply(left, new double[left.length]);
                double[] b = ZScore.of(right).apply(right, new double[right.length]);
                double r = 0;
                for (int i = 0; i < a.length; i++) {
                    r += a[i] * b[i] / a.length;
                }
                assertThat(r).isBetween(CORRELATION_OF_HOMOLOGUES, 1.0);
            }
        }
    }
}
