package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;

/** Delays of the settings are delays laid out by hand, through the command line. */
class EncodeDelaysIT {
    /** Scores from float32 products of the same numbers in another order. */
    private static final double SCORE = 1e-5;

    private static final int SAMPLES = 40;
    private static final List<Integer> WORDS = List.of(-1, 0, 2);
    private static final List<Integer> MOTION = List.of(1, 2, 3, 4);

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    private void arrays(int motion) throws IOException {
        arrays = new PlantedArrays(folder, RUNS * SAMPLES, motion, new PlantedArrays.Scale(.5, 1, 3));
        arrays.save("words_laid_out", laidOut(arrays.words(), WORDS));
        arrays.save("motion_laid_out", laidOut(arrays.motion(), MOTION));
    }

    private FloatMatrix laidOut(FloatMatrix x, List<Integer> delays) {
        return Delays.apply(x, Delays.runStarts(arrays.runs()), delays);
    }

    private CommandLineRun encode(String results, String laidOut, String kernels, String model, String... more)
            throws IOException {
        boolean delays = laidOut.isEmpty();
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "features:\n" + space("words", laidOut, kernels, delays ? WORDS : List.of())
                        + space("motion", laidOut, kernels, delays ? MOTION : List.of()) + "model: " + model + "\n");
        List<String> all = new java.util.ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", arrays.path("y.npy"), "--runs", arrays.path("runs.npy")));
        all.addAll(List.of("--output", arrays.path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private String space(String name, String laidOut, String kernel, List<Integer> delays) {
        return "  - {name: " + name + ", source: " + arrays.path(name + laidOut + ".npy") + ", delays: " + delays
                + ", kernel: " + kernel + "}\n";
    }

    private FloatMatrix predict(String results, String laidOut) throws IOException {
        String[] arguments = {
            "predict",
            "--model",
            arrays.path(results),
            "--output",
            arrays.path(results + "-out"),
            "--runs",
            arrays.path("runs.npy"),
            "--features",
            arrays.path("words" + laidOut + ".npy"),
            "--features",
            arrays.path("motion" + laidOut + ".npy")
        };
        ended(CommandLineRun.of(arguments));
        return arrays.load(results + "-out/predictions.npy");
    }

    private static void assertSame(FloatMatrix found, FloatMatrix expected) {
        for (int i = 0; i < found.rows(); i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) found.get(i, v)).isCloseTo(expected.get(i, v), within(SINGLE));
            }
        }
    }

    /** 12 + 20 features are fewer than 120 samples, 12 + 240 are more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5  | linear | {kind: ridge} | primal",
                "60 | linear | {kind: ridge} | primal",
                "60 | linear | {kind: ridge} | dual",
                "60 | linear | {kind: ridge, intercept: false} | dual",
                "60 | linear | {kind: kernel, kernel: {type: rbf, gamma: 0.002}} | auto",
                "60 | linear | {kind: kernel, kernel: {type: polynomial, degree: 2}} | auto",
                "5  | linear | {kind: kernel, kernel: {type: cosine}} | auto",
                "5  | linear | {kind: banded, bands: {candidates: 6}} | auto",
                "60 | linear | {kind: banded, bands: {candidates: 6}} | auto",
                "60 | linear | {kind: banded, bands: {search: gradient}} | auto",
                "60 | rbf    | {kind: banded, bands: {candidates: 6}} | auto",
                "5  | linear | {kind: lasso, alphas: [0.1, 1]} | auto",
            })
    void scoresAndPredictionsAreThoseOfFeaturesLaidOut(int motion, String kernel, String model, String weights)
            throws IOException {
        arrays(motion);
        ended(encode("delays", "", kernel, model, "--weights", weights));
        ended(encode("hand", "_laid_out", kernel, model, "--weights", weights));
        List<Score> found = arrays.scores("delays");
        List<Score> expected = arrays.scores("hand");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(found.get(v).getR().orElseThrow())
                    .isCloseTo(expected.get(v).getR().orElseThrow(), within(SCORE));
            assertThat(found.get(v).getR2().orElseThrow())
                    .isCloseTo(expected.get(v).getR2().orElseThrow(), within(SCORE));
            for (int k = 0; k < RUNS; k++) {
                double alpha = expected.get(v).getAlphaFolds().get(k);
                assertThat(found.get(v).getAlphaFolds().get(k)).isCloseTo(alpha, within(SCORE * alpha));
            }
        }
        assertSame(predict("delays", ""), predict("hand", "_laid_out"));
    }

    @Test
    void theLogSaysHowTheKernelIsMade() throws IOException {
        arrays(60);
        CommandLineRun wide = encode("wide", "", "linear", "{kind: ridge}");
        assertThat(wide.err()).contains("kernel of delayed features by shifting");
        arrays(5);
        CommandLineRun few = encode("few", "", "linear", "{kind: ridge}");
        assertThat(few.err()).contains("ridge, primal").doesNotContain("by shifting");
    }

    /** Dual weights keep 64 columns of training features, not 252, and models of older versions say what to do. */
    @Test
    void trainingFeaturesAreKeptWithoutTheirDelays() throws IOException {
        arrays(60);
        ended(encode("dual", "", "linear", "{kind: ridge}", "--weights", "dual"));
        FloatMatrix stored = arrays.load("dual/training/responses.npy");
        assertThat(stored.columns()).isEqualTo(PlantedArrays.WORDS + 60);
        assertThat(stored.get(7, 0)).isEqualTo(arrays.words().get(7, 0));
        Path model = folder.resolve("dual/model.json");
        String text = Files.readString(model);
        assertThat(text).contains("\"format\" : 2", "\"run_starts\" : [ 0, 40, 80 ]");
        Files.writeString(
                model,
                text.replace("\"format\" : 2", "\"format\" : 1")
                        .replaceAll("\"(run_starts|space_features)\"", "\"$1_\""));
        String[] predict = {
            "predict",
            "--model",
            arrays.path("dual"),
            "--output",
            arrays.path("out"),
            "--features",
            arrays.path("words.npy"),
            "--features",
            arrays.path("motion.npy")
        };
        refused(CommandLineRun.of(predict), 3, "model.json", "without their delays", "run encode again");
    }
}
