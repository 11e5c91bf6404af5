package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** Encoders straight from arrays, and from the features table of a dataset: the same numbers from both. */
class EncodeArraysIT {
    private static final int RUNS = 3;
    private static final int SAMPLES = 60;
    private static final int FEATURES = 5;
    private static final int TARGETS = 7;
    /** One target is constant. */
    private static final int CONSTANT = 6;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    private final FloatMatrix x = noise(RUNS * SAMPLES, FEATURES);
    private final FloatMatrix y = responses();

    private FloatMatrix noise(int rows, int columns) {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    /** Target v follows feature v, with noise that grows with v; the last target is constant. */
    private FloatMatrix responses() {
        FloatMatrix m = noise(RUNS * SAMPLES, TARGETS);
        for (int i = 0; i < m.rows(); i++) {
            for (int v = 0; v < TARGETS; v++) {
                float signal = v < FEATURES ? 2 * x.get(i, v) : 0;
                m.set(i, v, v == CONSTANT ? 1 : signal + m.get(i, v) * (v + 1) / 2);
            }
        }
        return m;
    }

    private String save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name, List.of(m));
        return folder.resolve(name).toString();
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    private JsonNode encodeArrays() throws IOException {
        FloatMatrix runs = FloatMatrix.zeros(RUNS * SAMPLES, 1);
        for (int i = 0; i < runs.rows(); i++) {
            runs.set(i, 0, 1 + i / SAMPLES);
        }
        return CommandLineRun.json(
                "encode",
                "--features",
                save("x.npy", x),
                "--responses",
                save("y.npy", y),
                "--runs",
                save("r.npy", runs),
                "--output",
                folder.resolve("arrays").toString(),
                "--tile",
                "3");
    }

    @Test
    void plantedTargetsAreFoundAndAConstantOneIsNamed() throws IOException {
        JsonNode json = encodeArrays();
        assertThat(json.get("targets").asInt()).isEqualTo(TARGETS);
        assertThat(json.get("targets_without_score").asInt()).isEqualTo(1);
        List<Score> scores = scores("arrays");
        // r of signal 2 f with noise of sd (v + 1) / 2 is 2 / sqrt(4 + sd^2), less what 180 samples cost
        for (int v = 0; v < FEATURES; v++) {
            double sd = (v + 1) / 2.0;
            assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(2 / Math.sqrt(4 + sd * sd), within(.08));
            assertThat(scores.get(v).getRFolds()).hasSize(RUNS);
            double r2 = scores.get(v).getR2().orElseThrow();
            assertThat(scores.get(v).getMse().orElseThrow()).isCloseTo((1 - r2) * variance(v), within(1e-6));
            // what is left when the mean error is forgiven, which is small where nothing drifts
            assertThat(scores.get(v).getExplainedVariance().orElseThrow()).isBetween(r2, r2 + .01);
        }
        assertThat(Math.abs(scores.get(FEATURES).getR().orElseThrow())).isLessThan(.25);
        assertThat(scores.get(CONSTANT).getNullReason()).contains("constant");
        assertThat(scores.get(CONSTANT).getR()).isEmpty();
        assertThat(scores.get(CONSTANT).getMse()).isEmpty();
        double[] mse = scores.stream()
                .flatMap(s -> s.getMse().stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        assertThat(json.get("mse").get("median").asDouble())
                .isCloseTo((mse[CONSTANT / 2 - 1] + mse[CONSTANT / 2]) / 2, within(1e-12));
        assertThat(json.get("explained_variance").get("median").asDouble())
                .isGreaterThanOrEqualTo(json.get("r2").get("median").asDouble());
        assertThat(Files.readString(folder.resolve("arrays/report.html"))).contains("Pearson", "explained_variance");
    }

    private double variance(int v) {
        double[] series =
                IntStream.range(0, y.rows()).mapToDouble(i -> y.get(i, v)).toArray();
        double mean = Arrays.stream(series).average().orElseThrow();
        return Arrays.stream(series).map(a -> (a - mean) * (a - mean)).average().orElseThrow();
    }

    @Test
    void theFeaturesTableOfADatasetGivesTheSameScores() throws IOException {
        encodeArrays();
        writeDataset();
        Path settings =
                Files.writeString(folder.resolve("table.yaml"), "features:\n  - name: embedding\n    source: table\n");
        CommandLineRun.json(
                "encode",
                "--input",
                folder.resolve("dataset").toString(),
                "--output",
                folder.resolve("table").toString(),
                "--config",
                settings.toString(),
                "--tile",
                "3");
        List<Score> arrays = scores("arrays");
        List<Score> table = scores("table");
        for (int v = 0; v < TARGETS; v++) {
            assertThat(table.get(v).getR()).isEqualTo(arrays.get(v).getR());
            assertThat(table.get(v).getAlphaFolds()).isEqualTo(arrays.get(v).getAlphaFolds());
        }
        predictionsAreTheSame();
        CommandLineRun missing = CommandLineRun.of(
                "encode",
                "--input",
                folder.resolve("dataset").toString(),
                "--output",
                folder.resolve("none").toString(),
                "--config",
                Files.writeString(folder.resolve("n.yaml"), "features: [{name: words, source: table}]")
                        .toString());
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains("words").contains("[embedding]");
    }

    private void predictionsAreTheSame() throws IOException {
        CommandLineRun.json(
                "predict",
                "--model",
                folder.resolve("arrays").toString(),
                "--features",
                folder.resolve("x.npy").toString(),
                "--output",
                folder.resolve("from-arrays").toString());
        JsonNode json = CommandLineRun.json(
                "predict",
                "--model",
                folder.resolve("table").toString(),
                "--input",
                folder.resolve("dataset").toString(),
                "--output",
                folder.resolve("from-table").toString());
        assertThat(json.get("group").asText()).isEqualTo("sub-01");
        assertThat(folder.resolve("from-table/predictions.npy"))
                .hasSameBinaryContentAs(folder.resolve("from-arrays/predictions.npy"));
        // the model has seen these samples, so it must do better than on those held out
        List<Score> known = scores("from-table");
        List<Score> heldOut = scores("table");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(known.get(v).getR2().orElseThrow())
                    .isGreaterThan(heldOut.get(v).getR2().orElseThrow());
        }
    }

    private void writeDataset() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder.resolve("dataset")));
        List<String> ids = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            String id = "arrays/sub-01_run-" + (run + 1);
            ids.add(id);
            try (RecordingWriter out = writer.begin(id, "digest")) {
                out.recording(recording(id));
                out.write(Table.UNITS, units(id));
                out.write(
                        Table.TIMEBASES,
                        List.of(Timebase.newBuilder()
                                .setRecordingId(id)
                                .setGrid("original")
                                .setT0S(0)
                                .setDtS(2.0)
                                .build()));
                out.write(Table.FEATURES, features(id, run));
                traces(out, id, run, "clean");
                traces(out, id, run, "raw");
                out.finish();
            }
        }
        DatasetInfo info = new DatasetInfo(
                "arrays",
                "Arrays",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                List.of(Source.of("arrays", "Arrays")));
        writer.finish(info, ids);
    }

    private void traces(RecordingWriter out, String id, int run, String signal) throws IOException {
        TraceWriter traces = out.traces(new TraceKey(id, "original", signal, "made", "z"), SAMPLES);
        traces.append(0, y.rows(run * SAMPLES, (run + 1) * SAMPLES).transposed());
    }

    private static Recording recording(String id) {
        return Recording.newBuilder()
                .setRecordingId(id)
                .setDatasetId("arrays")
                .setModality("fmri")
                .setSubjectId("01")
                .setRun(id.substring(id.length() - 1))
                .setEntities(List.of())
                .setSourceFileIds(List.of())
                .setCondition(List.of())
                .setDurationS((SAMPLES - 1) * 2.0)
                .setOriginalNSamples(SAMPLES)
                .setNSamples(SAMPLES)
                .setTimeSource("recipe")
                .setIsRegular(true)
                .setTrS(2.0)
                .setShape(List.of())
                .setAffine(List.of())
                .setNRois(TARGETS)
                .setNLabelled(0)
                .setNAmbiguous(0)
                .setSignalUnit("z")
                .setTransformChain(List.of())
                .setQcStatus("pass")
                .setQcReasons(List.of())
                .build();
    }

    private static List<Unit> units(String id) {
        List<Unit> units = new ArrayList<>();
        for (int v = 0; v < TARGETS; v++) {
            units.add(Unit.newBuilder()
                    .setUnitId(id + "/" + v)
                    .setRecordingId(id)
                    .setRoiIndex(v)
                    .setLabel("region " + v)
                    .setCandidates(List.of())
                    .build());
        }
        return units;
    }

    private List<Feature> features(String id, int run) {
        List<Feature> rows = new ArrayList<>();
        for (int j = 0; j < FEATURES; j++) {
            List<Float> values = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                values.add(x.get(run * SAMPLES + i, j));
            }
            rows.add(Feature.newBuilder()
                    .setRecordingId(id)
                    .setSpace("embedding")
                    .setName("e" + j)
                    .setFeatureIndex(j)
                    .setValues(values)
                    .build());
        }
        return rows;
    }

    @Test
    void samplesThatDifferAreTold() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "encode",
                "--features",
                save("short.npy", x.rows(0, 100)),
                "--responses",
                save("y.npy", y),
                "--output",
                folder.resolve("x").toString(),
                "--outer",
                "kfold:3",
                "--set",
                "model.inner=kfold:3");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("short.npy").contains("100 samples").contains("180");
        CommandLineRun oneRun = CommandLineRun.of(
                "encode",
                "--features",
                save("x.npy", x),
                "--responses",
                save("y.npy", y),
                "--output",
                folder.resolve("y").toString());
        assertThat(oneRun.exitCode()).isEqualTo(2);
        assertThat(oneRun.err()).contains("kfold:5");
        CommandLineRun absent = CommandLineRun.of(
                "encode",
                "--features",
                folder.resolve("absent.npy").toString(),
                "--responses",
                save("y.npy", y),
                "--output",
                folder.resolve("z").toString(),
                "--outer",
                "kfold:3");
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err())
                .contains("features.source")
                .contains("absent.npy")
                .doesNotContain("\tat ");
    }
}
