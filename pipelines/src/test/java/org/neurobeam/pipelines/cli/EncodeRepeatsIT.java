package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** Two stimuli, each heard twice: the noise ceiling is known, and the true model reaches it. */
class EncodeRepeatsIT {
    private static final int SAMPLES = 200;
    private static final int RUNS = 4;
    private static final int FEATURES = 3;
    private static final int TARGETS = 5;
    private static final int NOISE = 3;
    private static final int CONSTANT = 4;
    /** Sampling error of a correlation over 400 samples, three standard errors. */
    private static final double SAMPLING = .12;

    private static final String REPEATS = "repeats:\n  - [run 1, run 2]\n  - [run 3, run 4]\n";

    @TempDir
    Path folder;

    /** Target v is feature v with noise of variance v + 1; target 3 is noise, target 4 constant. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        FloatMatrix x = FloatMatrix.zeros(RUNS * SAMPLES, FEATURES);
        FloatMatrix y = FloatMatrix.zeros(RUNS * SAMPLES, TARGETS);
        FloatMatrix runs = FloatMatrix.zeros(RUNS * SAMPLES, 1);
        for (int i = 0; i < x.rows(); i++) {
            int run = i / SAMPLES;
            runs.set(i, 0, run + 1);
            for (int j = 0; j < FEATURES; j++) {
                x.set(i, j, run % 2 == 0 ? (float) random.nextGaussian() : x.get(i - SAMPLES, j));
            }
            for (int v = 0; v < TARGETS; v++) {
                double noise = Math.sqrt(v + 1) * random.nextGaussian();
                y.set(i, v, v == CONSTANT ? 1 : (float) (noise + (v < NOISE ? x.get(i, v) : 0)));
            }
        }
        NpyFile.write(DataStore.local(folder), "x.npy", List.of(x));
        NpyFile.write(DataStore.local(folder), "y.npy", List.of(y));
        NpyFile.write(DataStore.local(folder), "runs.npy", List.of(runs));
    }

    private CommandLineRun run(String settings, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), settings);
        List<String> arguments = new ArrayList<>(List.of("encode", "--config", file.toString()));
        arguments.addAll(List.of("--features", folder.resolve("x.npy").toString()));
        arguments.addAll(List.of("--responses", folder.resolve("y.npy").toString()));
        arguments.addAll(List.of("--runs", folder.resolve("runs.npy").toString()));
        arguments.addAll(List.of("--output", folder.resolve("results").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode encode(String settings, String... more) throws IOException {
        CommandLineRun run = run(settings, more);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    private List<Score> scores() throws IOException {
        return TableFile.read(DataStore.local(folder.resolve("results")), "scores.parquet", Table.SCORES);
    }

    @Test
    void theTrueModelReachesTheCeilingThatNoiseLeaves() throws IOException {
        JsonNode json = encode(REPEATS, "--outer", "kfold:2", "--tile", "2");
        List<Score> scores = scores();
        for (int v = 0; v < NOISE; v++) {
            double noise = v + 1;
            Score score = scores.get(v);
            double max = score.getCcMaxSchoppe2016().orElseThrow();
            assertThat(max).isCloseTo(Math.sqrt(1 / (1 + noise / 2)), within(SAMPLING));
            assertThat(score.getEvRepeatsCorrectedHsu2004().orElseThrow()).isCloseTo(1 / (1 + noise), within(SAMPLING));
            assertThat(score.getCcNormSchoppe2016().orElseThrow()).isCloseTo(1, within(SAMPLING));
            assertThat(score.getCcAbsSchoppe2016().orElseThrow() / max)
                    .isCloseTo(score.getCcNormSchoppe2016().orElseThrow(), within(1e-12));
        }
        assertThat(scores.get(NOISE).getEvRepeatsCorrectedHsu2004().orElseThrow())
                .isCloseTo(0, within(SAMPLING));
        assertThat(scores.get(CONSTANT).getCcNormSchoppe2016()).isEmpty();
        assertThat(json.get("repeats").get("cc_max_schoppe2016_median").asDouble())
                .isBetween(.3, 1.);
        assertThat(json.get("repeats").get("stimulus_seen_in_training").asBoolean())
                .isFalse();
        assertThat(Files.readString(folder.resolve("results/report.html")))
                .contains("CC norm", "10.3389/fncom.2016.00010")
                .doesNotContain("repeat the stimulus of training runs");
    }

    @Test
    void foldsThatSplitRepeatsAreTold() throws IOException {
        JsonNode json = encode(REPEATS);
        assertThat(json.get("repeats").get("stimulus_seen_in_training").asBoolean())
                .isTrue();
        assertThat(Files.readString(folder.resolve("results/report.html")))
                .contains("repeat the stimulus of training runs");
    }

    @Test
    void withoutRepeatsThereAreNoCeilings() throws IOException {
        assertThat(encode("outer: runs\n").has("repeats")).isFalse();
        assertThat(scores()).allMatch(s -> s.getCcMaxSchoppe2016().isEmpty());
        assertThat(Files.readString(folder.resolve("results/report.html"))).doesNotContain("CC norm");
    }

    @Test
    void columnsAreNamedAfterTheirConventions() {
        assertThat(List.of(
                        ScoreConvention.EV_REPEATS_CORRECTED,
                        ScoreConvention.CC_MAX,
                        ScoreConvention.CC_ABS,
                        ScoreConvention.CC_NORM))
                .allMatch(c -> Score.getClassSchema().getField(c.column()) != null);
    }

    @Test
    void setsThatDoNotFitAreRefused() throws IOException {
        CommandLineRun unknown = run("repeats:\n  - [run 1, run 9]\n");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no run run 9", "run 4");
        CommandLineRun uneven = run("repeats:\n  - [run 1, run 2, run 3]\n  - [run 4]\n");
        assertThat(uneven.exitCode()).isEqualTo(2);
        assertThat(uneven.err()).contains("sets of as many runs each");
    }
}
