package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.TARGETS;
import static org.neurobeam.pipelines.cli.PlantedArrays.WORDS;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.FeatureGroups;
import org.neurobeam.encoders.banded.GroupRidge;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.kernel.KernelRidge;
import org.neurobeam.encoders.kernel.KernelRidgeFit;
import org.neurobeam.encoders.kernel.KernelRidgeOptions;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;

/** Banded and kernel ridge from the command line, on planted arrays. */
class EncodeFamiliesIT {
    private static final int SAMPLES = 40;
    private static final int MOTION = 60;
    private static final int CANDIDATES = 12;
    private static final int SEED = 3;
    /** Wide enough for features of size 0.1 and of size 3. */
    private static final String GRID = ", alphas: ['logspace:-2:4:13']";

    /** More than one block of targets. */
    private static final int MANY = 1400;

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, RUNS * SAMPLES, MOTION, new PlantedArrays.Scale(.1, 3, 10));
    }

    private static String banded(String more) {
        return "{kind: banded, bands: {candidates: " + CANDIDATES + ", seed: " + SEED + "}" + GRID + more + "}";
    }

    private static void same(FloatMatrix found, DoubleMatrix expected) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < found.rows(); i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) found.get(i, v)).isCloseTo(expected.get(i, v), within(SINGLE));
            }
            assertThat(found.get(i, CONSTANT)).isNaN();
        }
    }

    @Test
    void bandedRidgeFindsTheBandThatRidgeDrowns() throws IOException {
        arrays.encoded("ridge", "{kind: ridge" + GRID + "}");
        arrays.encoded("banded", banded(""));
        List<Score> ridge = arrays.scores("ridge");
        List<Score> banded = arrays.scores("banded");
        float[] delta = arrays.bands("banded", "delta", TARGETS);
        float[] share = arrays.bands("banded", "r2_product_measure", TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(banded.get(v).getR().orElseThrow())
                    .isGreaterThan(ridge.get(v).getR().orElseThrow() + .1);
            assertThat(banded.get(v).getRFolds()).hasSize(RUNS);
            assertThat(delta[2 * v]).isGreaterThan(delta[2 * v + 1] + 2);
            assertThat(share[2 * v]).isGreaterThan(share[2 * v + 1] + .2f);
            assertThat((double) share[2 * v] + share[2 * v + 1])
                    .isCloseTo(banded.get(v).getR2().orElseThrow(), within(.05));
        }
        assertThat(banded.get(CONSTANT).getNullReason()).contains("constant");
        assertThat(delta[2 * CONSTANT]).isNaN();
        assertThat(Files.readString(folder.resolve("banded/report.html")))
                .contains("10.1016/j.neuroimage.2022.119728", "10.1016/j.neuroimage.2019.04.012", "product measure");
        assertThat(folder.resolve("ridge/bands.nc")).doesNotExist();
        assertThat(Files.readString(folder.resolve("ridge/report.html"))).doesNotContain("product measure");
    }

    @Test
    void aSavedBandedModelPredictsWhatItPredictedInMemory() throws IOException {
        arrays.encoded("banded", banded(""));
        BandedOptions options = BandedOptions.defaults().withAlphas(RidgeOptions.logspace(-2, 4, 13));
        GroupRidge ridge = new GroupRidge(BandCandidates.dirichlet(CANDIDATES, 2, SEED), options);
        RowSource x = RowSource.of(arrays.features());
        RowSource y = RowSource.of(arrays.load("y.npy"));
        DoubleMatrix expected = ridge.fit(
                        x, FeatureGroups.ofSizes(WORDS, MOTION), y, Folds.leaveOneRunOut(arrays.runs()))
                .model()
                .predict(x);
        same(arrays.predict("banded"), expected);
    }

    @Test
    void tilesAndWorkersChooseTheSame() throws IOException {
        arrays.save("y", arrays.responses(MANY));
        String[] two = {"--tile", "1", "--", "--targetParallelism=2"};
        arrays.encoded("one", banded(""), "--tile", "1", "--", "--targetParallelism=1");
        arrays.encoded("two", banded(""), two);
        arrays.encoded("whole", banded(""));
        for (String file : List.of("scores.parquet", "bands.nc", "weights.nc", "model.json")) {
            assertThat(Files.readAllBytes(folder.resolve("two").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("one").resolve(file)));
        }
        assertThat(arrays.bands("whole", "delta", MANY)).isEqualTo(arrays.bands("one", "delta", MANY));
        List<Score> whole = arrays.scores("whole");
        List<Score> one = arrays.scores("one");
        for (int v = 0; v < MANY; v++) {
            assertThat(whole.get(v).getAlphaFolds()).isEqualTo(one.get(v).getAlphaFolds());
        }
    }

    @Test
    void aTableOfWeightsReplacesTheDraws() throws IOException {
        Path table = Files.writeString(folder.resolve("gammas.csv"), "words,motion\n1,0\n0, 1\n0.5,0.5\n");
        String model = "{kind: banded, bands: {gammas: " + table + "}}";
        arrays.encoded("table", model);
        float[] delta = arrays.bands("table", "delta", TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(delta[2 * v]).isFinite();
            assertThat(delta[2 * v + 1]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
        Files.writeString(table, "1,0\n0.5\n");
        refused(arrays.encode("table", model), 3, "gammas.csv", "line 2", "words, motion", "1 columns");
        Files.writeString(table, "1,0\n0.5,much\n");
        refused(arrays.encode("table", model), 3, "gammas.csv", "line 2", "much");
        Files.writeString(table, "1,0\n0.5,0.7\n");
        refused(arrays.encode("table", model), 2, "row 1", "sum 1");
    }

    @Test
    void aSavedKernelModelPredictsWhatItPredictedInMemory() throws IOException {
        arrays.encoded("rbf", "{kernel: {type: rbf, gamma: 0.002}}", "--model-kind", "kernel");
        FloatMatrix x = arrays.features();
        Kernel kernel = new Kernel.Rbf(OptionalDouble.of(.002));
        KernelRidgeOptions options = KernelRidgeOptions.defaults().withKernel(kernel);
        try (KernelRidge design =
                        KernelRidge.of(RowSource.of(x), arrays.runs(), Folds.leaveOneRunOut(arrays.runs()), options);
                DenseMatrix test = kernel.matrix(RowSource.of(x))) {
            KernelRidgeFit fit = design.fitTile(RowSource.of(arrays.load("y.npy")));
            same(arrays.predict("rbf"), fit.model().predict(test));
            List<Score> scores = arrays.scores("rbf");
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(scores.get(v).getR().orElseThrow())
                        .isCloseTo(fit.crossValidation().pooledR()[v], within(SINGLE));
            }
        }
        assertThat(Files.readString(folder.resolve("rbf/model.json"))).contains("\"weights_form\" : \"kernel\"");
    }

    @Test
    void aLinearKernelIsRidge() throws IOException {
        arrays.encoded("ridge", "{}");
        arrays.encoded("linear", "{kind: kernel}");
        FloatMatrix ridge = arrays.predict("ridge");
        FloatMatrix linear = arrays.predict("linear");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(arrays.scores("linear").get(v).getR().orElseThrow())
                    .isCloseTo(arrays.scores("ridge").get(v).getR().orElseThrow(), within(SINGLE));
            assertThat((double) linear.get(7, v)).isCloseTo(ridge.get(7, v), within(10 * SINGLE));
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        refused(arrays.encode("bad", banded(""), "--weights", "dual"), 2, "weights: dual", "banded", "primal");
        refused(arrays.encode("bad", "{kind: kernel}", "--weights", "primal"), 2, "weights: primal", "kernel");
        refused(arrays.encode("bad", banded(", inner: leave-one-out")), 2, "leave-one-out", "kfold:N");
        refused(arrays.encode("bad", "{kind: other}"), 2, "ridge", "banded", "kernel");
        refused(arrays.encode("bad", "{kind: kernel, kernel: {gamma: -1}}"), 2, "kernel.gamma");
        refused(arrays.encode("bad", "{kind: banded, bands: {concentrations: [0]}}"), 2, "model.bands.concentrations");
        CommandLineRun one = CommandLineRun.of(
                "encode",
                "--model-kind",
                "banded",
                "--features",
                arrays.path("words.npy"),
                "--responses",
                arrays.path("y.npy"),
                "--runs",
                arrays.path("runs.npy"),
                "--output",
                arrays.path("bad"));
        refused(one, 2, "two feature spaces", "kind: ridge");
    }
}
