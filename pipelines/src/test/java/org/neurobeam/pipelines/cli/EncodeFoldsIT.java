package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** Folds of whole runs, purged blocks and drawn chunks from the command line, against refits by plain loops. */
class EncodeFoldsIT {
    private static final int SAMPLES = 96;
    private static final int PER_RUN = 24;
    private static final int FEATURES = 5;
    private static final int TARGETS = 3;
    private static final double[] ALPHAS = {.1, 10, 100};
    /** Data of size one and products in float32. */
    private static final double SINGLE = 1e-4;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(29);
    private final FloatMatrix x = noise(FEATURES);
    private final FloatMatrix y = noise(TARGETS);
    private final int[] runs = IntStream.range(0, SAMPLES).map(i -> i / PER_RUN).toArray();

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @BeforeEach
    void save() throws IOException {
        FloatMatrix numbers = FloatMatrix.zeros(SAMPLES, 1);
        for (int i = 0; i < SAMPLES; i++) {
            numbers.set(i, 0, runs[i]);
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, 3 + y.get(i, v) + .5f * v * x.get(i, v));
            }
        }
        save("runs", numbers);
        save("x", x);
        save("y", y);
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandLineRun encode(String results, String outer, int purge, String inner) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "outer: '" + outer + "'\npurge: " + purge + "\nmodel: {alphas: " + Arrays.toString(ALPHAS)
                        + ", inner: '" + inner + "'}\n");
        return CommandLineRun.of(
                "encode",
                "--config",
                settings.toString(),
                "--features",
                path("x.npy"),
                "--responses",
                path("y.npy"),
                "--runs",
                path("runs.npy"),
                "--output",
                path(results));
    }

    private List<Score> scores(String results, String outer, int purge, String inner) throws IOException {
        ended(encode(results, outer, purge, inner));
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    /** Samples that a fold trains on. */
    private int[] training(int from, int to, int purge) {
        return IntStream.range(0, SAMPLES)
                .filter(i -> i < from || i >= to)
                .filter(i -> !near(i, from, to, purge))
                .toArray();
    }

    /** Whether a sample is so near to a held-out one of its run. */
    private boolean near(int i, int from, int to, int purge) {
        return IntStream.range(from, to).anyMatch(h -> runs[h] == runs[i] && Math.abs(h - i) <= purge);
    }

    /** Predictions of some samples by the normal equations on others, with a constant. */
    private double[] predict(int[] train, int[] test, int target, double alpha) {
        int p = FEATURES + 1;
        double[][] a = new double[p][p + 1];
        for (int i : train) {
            double[] row = row(i, target);
            for (int j = 0; j < p; j++) {
                for (int k = 0; k <= p; k++) {
                    a[j][k] += row[j] * row[k];
                }
            }
        }
        for (int j = 1; j < p; j++) {
            a[j][j] += alpha;
        }
        for (int k = 0; k < p; k++) {
            for (int i = 0; i < p; i++) {
                double factor = i == k ? 0 : a[i][k] / a[k][k];
                for (int j = k; j <= p; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return Arrays.stream(test)
                .mapToDouble(i -> IntStream.range(0, p)
                        .mapToDouble(j -> row(i, target)[j] * a[j][p] / a[j][j])
                        .sum())
                .toArray();
    }

    /** 1, features, response. */
    private double[] row(int sample, int target) {
        double[] row = new double[FEATURES + 2];
        row[0] = 1;
        for (int j = 0; j < FEATURES; j++) {
            row[1 + j] = x.get(sample, j);
        }
        row[FEATURES + 1] = y.get(sample, target);
        return row;
    }

    private double r(int[] rows, double[] predicted, int target) {
        double[] measured =
                Arrays.stream(rows).mapToDouble(i -> y.get(i, target)).toArray();
        double my = Arrays.stream(measured).average().orElseThrow();
        double mp = Arrays.stream(predicted).average().orElseThrow();
        double cross = 0;
        double yy = 0;
        double pp = 0;
        for (int i = 0; i < rows.length; i++) {
            cross += (measured[i] - my) * (predicted[i] - mp);
            yy += (measured[i] - my) * (measured[i] - my);
            pp += (predicted[i] - mp) * (predicted[i] - mp);
        }
        return cross / Math.sqrt(yy * pp);
    }

    private static List<int[]> blocks(int length) {
        return IntStream.range(0, SAMPLES / length)
                .mapToObj(b -> new int[] {b * length, (b + 1) * length})
                .toList();
    }

    /** Two folds of two runs; four blocks that end within runs; blocks of an inner rule with the same purge. */
    @ParameterizedTest
    @CsvSource({
        "runs:2, 0, runs, 48",
        "kfold:3, 3, leave-one-out, 32",
        "kfold:3, 3, kfold:4, 32",
        "runs:2, 2, 'chunks:5:0.3:6', 48",
        "kfold:3, 2, 'chunks:5:0.3:6:4', 32"
    })
    void scoresAreThoseOfRefits(String outer, int purge, String inner, int length) throws IOException {
        List<Score> scores = scores("folds", outer, purge, inner);
        int gap = outer.startsWith("runs") ? 0 : purge;
        for (int v = 0; v < TARGETS; v++) {
            double[] all = new double[SAMPLES];
            for (int f = 0; f < SAMPLES / length; f++) {
                int[] block = blocks(length).get(f);
                int[] test = IntStream.range(block[0], block[1]).toArray();
                double alpha = scores.get(v).getAlphaFolds().get(f);
                double[] predicted = predict(training(block[0], block[1], gap), test, v, alpha);
                System.arraycopy(predicted, 0, all, block[0], length);
                assertThat(scores.get(v).getRFolds().get(f)).isCloseTo(r(test, predicted, v), within(SINGLE));
            }
            int[] every = IntStream.range(0, SAMPLES).toArray();
            assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(r(every, all, v), within(SINGLE));
        }
    }

    /** What purged inner blocks choose in an outer fold, by refits of every penalty. */
    @Test
    void purgedInnerBlocksChooseWhatRefitsChoose() throws IOException {
        List<Score> scores = scores("inner", "runs:2", 3, "kfold:4");
        List<Double> choices = new ArrayList<>();
        for (int v = 0; v < TARGETS; v++) {
            double best = Double.POSITIVE_INFINITY;
            double chosen = Double.NaN;
            for (double alpha : ALPHAS) {
                double error = 0;
                for (int from = 48; from < SAMPLES; from += 12) {
                    int held = from;
                    int[] test = IntStream.range(from, from + 12).toArray();
                    int[] train = IntStream.range(48, SAMPLES)
                            .filter(i -> !near(i, held, held + 12, 3))
                            .toArray();
                    double[] predicted = predict(train, test, v, alpha);
                    for (int i = 0; i < 12; i++) {
                        error += Math.pow(y.get(test[i], v) - predicted[i], 2);
                    }
                }
                chosen = error < best ? alpha : chosen;
                best = Math.min(best, error);
            }
            choices.add(chosen);
            assertThat(scores.get(v).getAlphaFolds().get(0)).isEqualTo(chosen);
        }
        assertThat(choices.stream().distinct().count()).isGreaterThan(1);
    }

    /** Only what was fitted with the held-out runs changes. */
    @ParameterizedTest
    @CsvSource({"runs:2, 0, runs, 48", "kfold:3, 3, kfold:4, 32", "runs:2, 2, 'chunks:5:0.3:6', 48"})
    void heldOutResponsesDoNotReachWhatPredictsThem(String outer, int purge, String inner, int length)
            throws IOException {
        List<Score> before = scores("before", outer, purge, inner);
        for (int i = length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            for (int v = 0; v < TARGETS; v++) {
                float kept = y.get(i, v);
                y.set(i, v, y.get(j, v));
                y.set(j, v, kept);
            }
        }
        save("y", y);
        List<Score> after = scores("after", outer, purge, inner);
        for (int v = 0; v < TARGETS; v++) {
            double alpha = after.get(v).getAlphaFolds().get(0);
            assertThat(alpha).isEqualTo(before.get(v).getAlphaFolds().get(0));
            int[] test = IntStream.range(0, length).toArray();
            int gap = outer.startsWith("runs") ? 0 : purge;
            double[] predicted = predict(training(0, length, gap), test, v, alpha);
            assertThat(after.get(v).getRFolds().get(0)).isCloseTo(r(test, predicted, v), within(SINGLE));
            assertThat(after.get(v).getRFolds().get(1))
                    .isNotEqualTo(before.get(v).getRFolds().get(1));
        }
    }

    @Test
    void theSeedOfChunksStandsInTheProvenanceAndDecidesThem() throws IOException {
        scores("seed", "runs", 1, "chunks:5:0.3:6:4");
        assertThat(Files.readString(folder.resolve("seed/provenance.json"))).contains("chunks 4");
        assertThat(Files.readString(folder.resolve("seed/report.html")))
                .contains("chunks of 5 consecutive samples", "6 random draws (seed 4)", "1 samples on either side");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        refused(encode("bad", "chunks:5:0.3:6", 0, "runs"), 2, "several times or never", "model.inner", "kfold:N");
        refused(encode("bad", "runs", 0, "chunks:5:1.5:6"), 2, "model.inner: chunks:5:1.5:6", "chunks:40:0.2:50");
        refused(encode("bad", "runs", 0, "chunks:5"), 2, "model.inner: chunks:5", "LENGTH:SHARE:DRAWS");
        refused(encode("bad", "runs", 0, "chunks:40:0.3:6"), 2, "chunks:40:0.3:6", "shorter or fewer chunks");
        refused(encode("bad", "runs", 2, "runs"), 2, "purge: 2", "whole runs", "chunks");
        refused(encode("bad", "runs:2", 40, "chunks:12:0.5:20"), 2, "nothing to train on", "smaller gap");
    }
}
