package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** A model that was saved predicts what it predicted before. */
class PredictIT {
    private static final int RUNS = 3;
    private static final int SAMPLES = 40;
    private static final int TARGETS = 7;
    private static final int CONSTANT = 6;
    /** Float32 weights and predictions of size one. */
    private static final double SINGLE = 1e-5;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private final FloatMatrix words = noise(RUNS * SAMPLES, 4);
    private final FloatMatrix motion = noise(RUNS * SAMPLES, 2);
    private final FloatMatrix wide = noise(RUNS * SAMPLES, 150);

    @BeforeEach
    void save() throws IOException {
        FloatMatrix runs = FloatMatrix.zeros(RUNS * SAMPLES, 1);
        FloatMatrix y = noise(RUNS * SAMPLES, TARGETS);
        for (int i = 0; i < y.rows(); i++) {
            runs.set(i, 0, i / SAMPLES);
            for (int v = 0; v < TARGETS; v++) {
                float signal = i % SAMPLES == 0 ? 0 : words.get(i - 1, v % 4) + wide.get(i, v);
                y.set(i, v, v == CONSTANT ? 1 : 5 + signal + y.get(i, v) / 2);
            }
        }
        save("runs", runs);
        save("y", y);
        save("words", words);
        save("motion", motion);
        save("wide", wide);
    }

    private FloatMatrix noise(int rows, int columns) {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private FloatMatrix load(String name) throws IOException {
        try (NpyFile file = NpyFile.open(DataStore.local(folder), name)) {
            return file.readFloats();
        }
    }

    private JsonNode encode(String results, String features, String... more) throws IOException {
        Path settings = Files.writeString(folder.resolve(results + ".yaml"), "features:\n" + features);
        List<String> all = new ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", path("y.npy"), "--runs", path("runs.npy"), "--output", path(results)));
        all.addAll(List.of("--tile", "3"));
        all.addAll(List.of(more));
        return CommandLineRun.json(all.toArray(String[]::new));
    }

    private String twoSpaces() {
        return "  - {name: words, source: " + path("words.npy") + ", delays: [1, 2]}\n  - {name: motion, source: "
                + path("motion.npy") + "}\n";
    }

    private CommandLineRun predict(String results, String output, String... more) {
        List<String> all = new ArrayList<>(List.of("predict", "--model", path(results), "--output", path(output)));
        all.addAll(List.of("--json", "--tile", "2"));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private CommandLineRun predictTwoSpaces(String output) {
        return predict(
                "model",
                output,
                "--features",
                path("words.npy"),
                "--features",
                path("motion.npy"),
                "--runs",
                path("runs.npy"),
                "--responses",
                path("y.npy"));
    }

    /** The library on the same arrays, without files in between. */
    private DoubleMatrix expected() throws IOException {
        int[] runs = new int[RUNS * SAMPLES];
        FloatMatrix x = FloatMatrix.zeros(runs.length, 10);
        for (int i = 0; i < runs.length; i++) {
            runs[i] = i / SAMPLES;
        }
        FloatMatrix delayed = Delays.apply(words, Delays.runStarts(runs), List.of(1, 2));
        for (int i = 0; i < runs.length; i++) {
            for (int j = 0; j < 10; j++) {
                x.set(i, j, j < 8 ? delayed.get(i, j) : motion.get(i, j - 8));
            }
        }
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), RidgeOptions.defaults())) {
            RidgeModel model = design.fitTile(load("y.npy")).model();
            return model.predict(RowSource.of(x));
        }
    }

    @Test
    void aSavedModelPredictsWhatItPredictedInMemory() throws IOException {
        encode("model", twoSpaces());
        CommandLineRun run = predictTwoSpaces("out");
        assertThat(run.exitCode()).as(run.err()).isZero();
        FloatMatrix found = load("out/predictions.npy");
        DoubleMatrix expected = expected();
        assertThat(found.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < found.rows(); i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) found.get(i, v)).isCloseTo(expected.get(i, v), within(SINGLE));
            }
            assertThat(found.get(i, CONSTANT)).isNaN();
        }
        TargetScores measured = TargetScores.of(RowSource.of(load("y.npy")), RowSource.of(found));
        List<Score> scores = TableFile.read(DataStore.local(folder.resolve("out")), "scores.parquet", Table.SCORES);
        assertThat(scores).hasSize(TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(measured.r()[v], within(SINGLE));
            assertThat(scores.get(v).getR2().orElseThrow()).isCloseTo(measured.r2()[v], within(SINGLE));
            assertThat(scores.get(v).getMse().orElseThrow()).isCloseTo(measured.mse()[v], within(SINGLE));
            assertThat(scores.get(v).getExplainedVariance().orElseThrow())
                    .isCloseTo(measured.explainedVariance()[v], within(SINGLE));
        }
        assertThat(scores.get(CONSTANT).getR()).isEmpty();
        JsonNode model =
                new ObjectMapper().readTree(folder.resolve("model/model.json").toFile());
        assertThat(run.json().get("model_digest")).isEqualTo(model.get("digest"));
        assertThat(run.json().get("features_sha256").size()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("out/predictions.json"))).contains("units");
    }

    @Test
    void scoresOfAModelAreNotReplacedByThoseOfItsPredictions() throws IOException {
        encode("model", twoSpaces());
        CommandLineRun run = predictTwoSpaces("model");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("output: ", "folder of a model");
        assertThat(folder.resolve("model/predictions.npy")).doesNotExist();
        assertThat(TableFile.read(DataStore.local(folder.resolve("model")), "scores.parquet", Table.SCORES)
                        .get(0)
                        .getRFolds())
                .hasSize(RUNS);
    }

    @Test
    void aDamagedModelIsTheFaultOfTheFile() throws IOException {
        encode("model", twoSpaces());
        Files.writeString(folder.resolve("model/model.json"), "{\"groups\": [}");
        CommandLineRun run = predictTwoSpaces("out");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.err())
                .contains("model/model.json: line 1, column ", "expected JSON")
                .doesNotContain("\tat ");
    }

    @Test
    void dualWeightsPredictLikePrimalOnes() throws IOException {
        String space = "  - {name: wide, source: " + path("wide.npy") + "}\n";
        encode("primal", space, "--weights", "primal");
        encode("dual", space, "--weights", "dual");
        save("fresh", noise(11, 150));
        for (String form : List.of("primal", "dual")) {
            CommandLineRun run = predict(form, "out-" + form, "--features", path("fresh.npy"));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json().get("weights_form").asText()).isEqualTo(form);
        }
        FloatMatrix primal = load("out-primal/predictions.npy");
        FloatMatrix dual = load("out-dual/predictions.npy");
        for (int i = 0; i < primal.rows(); i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) dual.get(i, v)).isCloseTo(primal.get(i, v), within(SINGLE));
            }
        }
        assertThat(folder.resolve("dual/training/responses.npy")).exists();
        assertThat(folder.resolve("primal/training")).doesNotExist();
        assertThat(Files.readAllBytes(folder.resolve("dual/scores.parquet")))
                .isEqualTo(Files.readAllBytes(folder.resolve("primal/scores.parquet")));
    }

    @Test
    void whatDoesNotFitTheModelIsToldWithTheRemedy() throws IOException {
        encode("model", twoSpaces());
        String[] swapped = {"--features", path("motion.npy"), "--features", path("words.npy")};
        refused(predict("model", "out", swapped), 3, "motion.npy", "4 features", "found [120 samples x 2");
        refused(predict("model", "out", "--features", path("words.npy")), 2, "words, motion", "found 1");
        refused(predict("nothing", "out", "--features", path("words.npy")), 2, "nothing", "model.json");
        save("short", noise(9, 1));
        String[] runs = {"--features", path("words.npy"), "--features", path("motion.npy"), "--runs", path("short.npy")
        };
        refused(predict("model", "out", runs), 3, "short.npy", "9 samples", "120");
        String[] absent = {"--features", path("absent.npy"), "--features", path("motion.npy")};
        refused(predict("model", "out", absent), 2, "absent.npy");
        String[] named = {"--features", path("words.npy"), "--features", path("motion.npy"), "--group", "sub-09"};
        refused(predict("model", "out", named), 2, "sub-09", "responses");
        String[] small = {"--features", path("words.npy"), "--features", path("motion.npy"), "--max-memory", "1k"};
        refused(predict("model", "out", small), 2, "maxMemory", "1k");
        Path order = Files.writeString(
                folder.resolve("order.yaml"),
                "features: [{name: motion, source: " + path("motion.npy") + "}, {source: " + path("words.npy") + "}]");
        refused(predict("model", "out", "--config", order.toString()), 2, "expected words", "found motion");
        assertThat(folder.resolve("out/predictions.npy")).doesNotExist();
    }

    private static void refused(CommandLineRun run, int exitCode, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void modelsOfAnotherRunOrWithoutWeightsAreRefused() throws IOException {
        encode("model", twoSpaces());
        Path model = folder.resolve("model/model.json");
        String json = Files.readString(model);
        Files.writeString(model, json.replaceFirst("\"digest\" : \"....", "\"digest\" : \"0000"));
        refused(predictTwoSpaces("out"), 3, "model.json", "digest", "run encode again");
        Files.writeString(model, json.replaceFirst("\"format\" : 1", "\"format\" : 99"));
        refused(predictTwoSpaces("out"), 3, "format 1", "99");
        encode("model", twoSpaces(), "--weights", "none");
        assertThat(folder.resolve("model/weights.nc")).doesNotExist();
        refused(predictTwoSpaces("out"), 2, "weights", "--weights auto");
        CommandLineRun dual = CommandLineRun.of(
                "encode",
                "--config",
                path("model.yaml"),
                "--responses",
                path("y.npy"),
                "--runs",
                path("runs.npy"),
                "--output",
                path("d"),
                "--weights",
                "dual");
        refused(dual, 2, "weights: dual", "10 features", "120 samples");
    }
}
