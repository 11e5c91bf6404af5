package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/** What {@code encode} and {@code predict} say of arrays that are not what they should be. */
class EncodeInputsIT {
    private static final int SAMPLES = 90;
    private static final int FEATURES = 4;
    private static final int TARGETS = 6;
    /** Shares are stored, and predictions scored, in float32. */
    private static final double SINGLE = 1e-5;

    @TempDir
    Path folder;

    private FloatMatrix x;
    private FloatMatrix y;

    @BeforeEach
    void arrays() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        x = FloatMatrix.zeros(SAMPLES, FEATURES);
        y = FloatMatrix.zeros(SAMPLES, TARGETS);
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < FEATURES; j++) {
                x.set(i, j, (float) random.nextGaussian());
            }
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, x.get(i, v % FEATURES) + (float) random.nextGaussian());
            }
        }
        save("x.npy", x);
        save("y.npy", y);
        runs("runs.npy", i -> 7 + i / 30);
    }

    private String save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name, List.of(m));
        return file(name);
    }

    private String runs(String name, IntToDoubleFunction label) throws IOException {
        FloatMatrix labels = FloatMatrix.zeros(SAMPLES, 1);
        for (int i = 0; i < SAMPLES; i++) {
            labels.set(i, 0, (float) label.applyAsDouble(i));
        }
        return save(name, labels);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private CommandLineRun encode(String... more) {
        List<String> all = new ArrayList<>(List.of("encode", "--output", file("results")));
        all.addAll(List.of(more));
        for (String name : List.of("features", "responses")) {
            if (!all.contains("--" + name)) {
                all.addAll(List.of("--" + name, file(name.equals("features") ? "x.npy" : "y.npy")));
            }
        }
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private void good(String... more) {
        CommandLineRun run = encode(more);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static void refused(CommandLineRun run, int exitCode, String... words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }

    @Test
    void runsAreCalledByTheirLabels() throws IOException {
        good("--runs", file("runs.npy"), "--set", "repeats=[[run 7, run 9]]");
        JsonNode runs = json("results/model.json").at("/groups/0/runs");
        assertThat(runs).hasSize(3);
        assertThat(runs.get(0).asText()).isEqualTo("run 7");
        assertThat(runs.get(2).asText()).isEqualTo("run 9");
        refused(
                encode("--runs", file("runs.npy"), "--set", "repeats=[[run 1, run 2]]"),
                2,
                "run 1",
                "[run 7, run 8, run 9]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void runsThatComeBackAreRefused(int stretch) throws IOException {
        String labels = runs("back.npy", i -> i / stretch % 2);
        refused(
                encode("--runs", labels),
                3,
                "back.npy",
                "sample " + 2 * stretch,
                "the label 0 again after the label 1",
                "sort");
    }

    @Test
    void whatIsNoRunNumberIsRefused() throws IOException {
        refused(encode("--runs", file("x.npy")), 3, "x.npy", "[90 x 4]", "--runs");
        String missing = runs("nan.npy", i -> i < 40 ? 1 : Double.NaN);
        refused(encode("--runs", missing), 3, "nan.npy", "sample 40", "whole number", "NaN");
        refused(encode("--runs", runs("half.npy", i -> i / 2.0)), 3, "half.npy", "sample 1", "0.5");
    }

    private CommandLineRun predict(String features, String responses) {
        return CommandLineRun.of(
                "predict",
                "--model",
                file("results"),
                "--features",
                file(features),
                "--responses",
                file(responses),
                "--output",
                file("predicted"));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void featuresThatAreNoNumbersAreRefusedByEncodeAndPredict(float value) throws IOException {
        good("--runs", file("runs.npy"));
        x.set(30, 2, value);
        save("gap.npy", x);
        String[] words = {"gap.npy", "sample 30, feature features_2", "found " + value, "fill the gap"};
        refused(encode("--features", file("gap.npy"), "--runs", file("runs.npy")), 3, words);
        refused(predict("gap.npy", "y.npy"), 3, words);
        assertThat(folder.resolve("predicted")).doesNotExist();
    }

    /** 90 x 200,000 numbers take 275 MB as features, twice in float64; the file is sparse. */
    @Test
    void featuresThatDoNotFitAreRefusedBeforeTheyAreRead() throws IOException {
        long columns = 200_000;
        try (RandomAccessFile wide = new RandomAccessFile(file("wide.npy"), "rw")) {
            wide.write(NpyFile.fortranHeader(SAMPLES, (int) columns));
            wide.setLength(wide.length() + SAMPLES * columns * Float.BYTES);
        }
        refused(
                encode("--features", file("wide.npy"), "--runs", file("runs.npy"), "--max-memory", "200m"),
                2,
                "available: 200 MB",
                "fewer features",
                "the features alone need 138 MB",
                "--max-memory");
    }

    @Test
    void blocksChoosePenaltiesWhereRunsAreUnknownOrFew() throws IOException {
        good("--outer", "kfold:5");
        assertThat(json("results/model.json").at("/settings/inner").asText()).isEqualTo("kfold:5");
        good("--runs", runs("two.npy", i -> i / 45));
        assertThat(json("results/model.json").at("/settings/inner").asText()).isEqualTo("kfold:5");
        assertThat(Files.readString(folder.resolve("results/report.html")))
                .contains("5-fold cross-validation over contiguous blocks");
        good("--runs", file("runs.npy"));
        assertThat(json("results/model.json").at("/settings/inner").asText()).isEqualTo("runs");
        refused(
                encode("--runs", file("two.npy"), "--set", "model.inner=runs"),
                2,
                "model.inner: runs",
                "[run 0, run 1]",
                "--set model.inner=kfold:5");
        refused(encode(), 2, "--outer kfold:5", "--runs");
    }

    @ParameterizedTest
    @CsvSource({
        "--outer, kfold:200, outer: kfold:200 but there are 90 samples; allowed: kfold:2 to kfold:90",
        "--set, model.inner=kfold:61, model.inner: kfold:61 but responses has only 60 training samples",
        "--outer, kfold:99999999999, outer: kfold:99999999999; allowed: runs",
        "--set, 'model.alphas=[1, b', 'model.alphas: [1, b; expected a list'",
        "--set, 'model.alphas=[1, -1]', 'allowed: finite numbers > 0'",
        "--model-kind, svm, 'svm; allowed: ridge, banded, kernel, fractional, pls, lasso'",
        "--set, tile=ten, 'tile: command line: ten; allowed: a whole number'"
    })
    void settingsThatCannotWorkAreToldInTheirOwnWords(String option, String value, String words) {
        CommandLineRun run = encode("--runs", file("runs.npy"), option, value);
        refused(run, 2, words);
        assertThat(run.err()).doesNotContain("org.neurobeam");
    }

    @Test
    void twoFeatureSpacesNeedTwoNames() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("twice.yaml"), "features: [" + file("x.npy") + ", " + file("y.npy") + "]\n");
        CommandLineRun run = CommandLineRun.of(
                "encode",
                "--config",
                settings.toString(),
                "--responses",
                file("y.npy"),
                "--runs",
                file("runs.npy"),
                "--output",
                file("results"));
        refused(run, 2, "x.npy and ", "both called features", "features.name");
    }

    @Test
    void penaltiesGivenTwiceCountOnce() throws IOException {
        good("--runs", file("runs.npy"), "--set", "model.alphas=[10, 1.0, 10, 1]");
        JsonNode alphas = json("results/model.json").get("alphas");
        assertThat(alphas).hasSize(2);
        assertThat(alphas.get(0).asDouble()).isEqualTo(10);
    }

    @Test
    void targetsWithoutAModelAreCountedNamedAndLeftOut() throws IOException {
        for (int i = 0; i < SAMPLES; i++) {
            y.set(i, 1, 3);
            y.set(i, 4, 5);
        }
        y.set(8, 2, Float.NaN);
        save("gaps.npy", y);
        CommandLineRun run = encode("--runs", file("runs.npy"), "--responses", file("gaps.npy"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode left = run.json().get("targets_left_out");
        assertThat(left).hasSize(2);
        assertThat(left.get(0).get("reason").asText()).isEqualTo("constant");
        assertThat(left.get(0).get("count").asInt()).isEqualTo(2);
        assertThat(left.get(0).get("first").get(1).asText()).isEqualTo("target 4");
        assertThat(left.get(1).get("reason").asText()).isEqualTo("non_finite");
        String report = Files.readString(folder.resolve("results/report.html"));
        assertThat(report)
                .contains("2 targets of responses have the same response in all samples")
                .contains("1 target of responses has responses that are NaN")
                .doesNotContain("nothing in it was doubtful");
        assertThat(report.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ")).contains("Targets 3 modelled");
        List<Score> fitted = scores("results");
        assertThat(predict("x.npy", "gaps.npy").exitCode()).isZero();
        List<Score> predicted = scores("predicted");
        for (int v = 0; v < TARGETS; v++) {
            assertThat(predicted.get(v).getNullReason()).isEqualTo(fitted.get(v).getNullReason());
        }
        assertThat(predict("x.npy", "y.npy").exitCode()).isZero();
        assertThat(scores("predicted").get(1).getNullReason()).contains("not_fitted");
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    @Test
    void theChosenFractionStandsBesideItsPenalty() throws IOException {
        good(
                "--runs",
                file("runs.npy"),
                "--model-kind",
                "fractional",
                "--set",
                "model.fractional.fractions=[0.25, 0.75]");
        for (Score score : scores("results")) {
            assertThat(score.getFraction().orElseThrow()).isIn(.25, .75);
            assertThat(score.getAlpha().orElseThrow()).isPositive();
        }
        good("--runs", file("runs.npy"));
        assertThat(scores("results").get(0).getFraction()).isEmpty();
    }

    /** Runs with means of their own: what the bands explain and what the means miss is all there is. */
    @Test
    void sharesOfBandsAndOffsetsSumToR2() throws IOException {
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, y.get(i, v) + i / 30);
            }
        }
        save("steps.npy", y);
        Path settings = Files.writeString(
                folder.resolve("bands.yaml"),
                "features: [{name: a, source: " + file("x.npy") + "}, {name: b, source: " + file("y.npy") + "}]\n"
                        + "model: {kind: banded, bands: {candidates: 3}}\n");
        CommandLineRun.json(
                "encode",
                "--config",
                settings.toString(),
                "--responses",
                file("steps.npy"),
                "--runs",
                file("runs.npy"),
                "--output",
                file("results"));
        List<Score> scores = scores("results");
        try (NetcdfReader bands = NetcdfReader.open(DataStore.local(folder.resolve("results")), "bands.nc")) {
            float[] shares = bands.readFloats("r2_product_measure", 0, TARGETS);
            float[] offsets = bands.readFloats("r2_offsets", 0, TARGETS);
            for (int v = 0; v < TARGETS; v++) {
                assertThat(offsets[v]).isLessThan(-.1f);
                double sum = (double) shares[2 * v] + shares[2 * v + 1] + offsets[v];
                assertThat(sum).isCloseTo(scores.get(v).getR2().orElseThrow(), within(SINGLE));
            }
        }
    }
}
