package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;

/** Kernels that were computed elsewhere, against the same kernels made here. */
class EncodePrecomputedIT {
    private static final int SAMPLES = 40;
    private static final int NEW = 7;
    private static final double GAMMA = .02;
    /** A kernel in float32, and float32 predictions of size ten. */
    private static final double ROUNDED = 2e-3;

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, RUNS * SAMPLES, 5, new PlantedArrays.Scale(1, 1, 3));
        arrays.save("kwords", kernel(arrays.words()));
        arrays.save("kmotion", kernel(arrays.motion()));
    }

    private static FloatMatrix kernel(FloatMatrix x) {
        FloatMatrix k = FloatMatrix.zeros(x.rows(), x.rows());
        try (DenseMatrix exact = new Kernel.Rbf(OptionalDouble.of(GAMMA)).matrix(RowSource.of(x))) {
            double[] row = new double[x.rows()];
            for (int i = 0; i < row.length; i++) {
                exact.readRow(i, row);
                for (int j = 0; j < row.length; j++) {
                    k.set(i, j, (float) row[j]);
                }
            }
        }
        return k;
    }

    private static FloatMatrix firstRows(FloatMatrix m) {
        FloatMatrix first = FloatMatrix.zeros(NEW, m.columns());
        System.arraycopy(m.values(), 0, first.values(), 0, first.values().length);
        return first;
    }

    private CommandLineRun encode(String results, String features, String model) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"), "features: [" + features + "]\nmodel: " + model + "\n");
        return CommandLineRun.of(
                "encode",
                "--config",
                settings.toString(),
                "--responses",
                arrays.path("y.npy"),
                "--runs",
                arrays.path("runs.npy"),
                "--output",
                arrays.path(results));
    }

    private String space(String name, String file, String more) {
        return "{name: " + name + ", source: " + arrays.path(file) + more + "}";
    }

    private void sameScores(String given, String made) throws IOException {
        List<Score> expected = arrays.scores(made);
        List<Score> found = arrays.scores(given);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(found.get(v).getR().orElseThrow())
                    .isCloseTo(expected.get(v).getR().orElseThrow(), within(ROUNDED))
                    .isGreaterThan(.5);
            assertThat(found.get(v).getAlpha()).isEqualTo(expected.get(v).getAlpha());
        }
    }

    /** Predictions for new samples, of which only the kernel with the training samples is known. */
    @Test
    void aGivenKernelIsAsGoodAsItsFeatures() throws IOException {
        String rbf = "{kind: kernel, kernel: {type: rbf, gamma: " + GAMMA + "}}";
        ended(encode("made", space("words", "words.npy", ""), rbf));
        ended(encode("given", space("words", "kwords.npy", ""), "{kind: kernel, kernel: precomputed}"));
        sameScores("given", "made");
        arrays.save("new", firstRows(arrays.words()));
        arrays.save("knew", firstRows(arrays.load("kwords.npy")));
        FloatMatrix expected = predicted("made", "new.npy");
        FloatMatrix found = predicted("given", "knew.npy");
        for (int i = 0; i < NEW; i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(found.get(i, v)).isCloseTo(expected.get(i, v), within((float) ROUNDED));
            }
        }
    }

    private FloatMatrix predicted(String results, String features) throws IOException {
        ended(CommandLineRun.of(
                "predict",
                "--model",
                arrays.path(results),
                "--output",
                arrays.path(results + "-out"),
                "--features",
                arrays.path(features)));
        return arrays.load(results + "-out/predictions.npy");
    }

    @Test
    void everyBandMayHaveItsOwn() throws IOException {
        String rbf = ", kernel: {type: rbf, gamma: " + GAMMA + "}";
        String model = "{kind: banded, bands: {candidates: 8}}";
        ended(encode("made", space("words", "words.npy", rbf) + ", " + space("motion", "motion.npy", rbf), model));
        String given = ", kernel: precomputed";
        ended(encode(
                "given", space("words", "kwords.npy", given) + ", " + space("motion", "kmotion.npy", given), model));
        sameScores("given", "made");
    }

    @Test
    void whatIsNoKernelOfTheSamplesIsRefused() throws IOException {
        String precomputed = "{kind: kernel, kernel: precomputed}";
        refused(
                encode("bad", space("words", "words.npy", ""), precomputed),
                3,
                "words.npy",
                "[120 x 4]",
                "among all samples");
        FloatMatrix crooked = kernel(arrays.words());
        crooked.set(3, 5, 9);
        arrays.save("crooked", crooked);
        refused(encode("bad", space("k", "crooked.npy", ""), precomputed), 3, "crooked.npy", "sample 3", "symmetric");
        refused(
                encode("bad", space("words", "kwords.npy", ", delays: [1, 2]"), precomputed),
                2,
                "without delays",
                "[1, 2]");
        refused(
                encode("bad", space("a", "kwords.npy", "") + ", " + space("b", "kmotion.npy", ""), precomputed),
                2,
                "takes one kernel",
                "model.kind: banded");
    }
}
