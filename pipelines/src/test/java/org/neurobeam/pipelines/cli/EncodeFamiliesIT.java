package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
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
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/** Banded and kernel ridge from the command line, on planted arrays. */
class EncodeFamiliesIT {
    private static final int RUNS = 3;
    private static final int SAMPLES = 40;
    private static final int WORDS = 4;
    private static final int MOTION = 60;
    private static final int TARGETS = 6;
    private static final int CONSTANT = 5;
    private static final int CANDIDATES = 12;
    private static final int SEED = 3;
    /** Wide enough for features of size 0.1 and of size 3. */
    private static final String GRID = ", alphas: ['logspace:-2:4:13']";

    /** More than one block of targets. */
    private static final int MANY = 1400;
    /** Float32 weights and predictions of size one. */
    private static final double SINGLE = 1e-4;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(17);
    private final FloatMatrix words = noise(RUNS * SAMPLES, WORDS, .1);
    private final FloatMatrix motion = noise(RUNS * SAMPLES, MOTION, 3);
    private final int[] runs = new int[RUNS * SAMPLES];

    private FloatMatrix noise(int rows, int columns, double scale) {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) (scale * random.nextGaussian());
        }
        return m;
    }

    /** Targets follow the words, which are small numbers, and not the motion; the last one is constant. */
    private FloatMatrix responses(int targets) {
        FloatMatrix y = noise(RUNS * SAMPLES, targets, 1);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < targets; v++) {
                y.set(i, v, v == CONSTANT ? 1 : 5 + y.get(i, v) + 10 * words.get(i, v % WORDS));
            }
        }
        return y;
    }

    @BeforeEach
    void save() throws IOException {
        FloatMatrix numbers = FloatMatrix.zeros(RUNS * SAMPLES, 1);
        for (int i = 0; i < runs.length; i++) {
            runs[i] = i / SAMPLES;
            numbers.set(i, 0, runs[i]);
        }
        save("runs", numbers);
        save("y", responses(TARGETS));
        save("words", words);
        save("motion", motion);
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

    private CommandLineRun encode(String results, String model, String... more) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "features:\n  - {name: words, source: " + path("words.npy") + "}\n  - {name: motion, source: "
                        + path("motion.npy") + "}\nmodel: " + model + "\n");
        List<String> all = new ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", path("y.npy"), "--runs", path("runs.npy"), "--output", path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private void encoded(String results, String model, String... more) throws IOException {
        CommandLineRun run = encode(results, model, more);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static String banded(String more) {
        return "{kind: banded, bands: {candidates: " + CANDIDATES + ", seed: " + SEED + "}" + GRID + more + "}";
    }

    private FloatMatrix predict(String results) throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "predict",
                "--model",
                path(results),
                "--output",
                path(results + "-out"),
                "--features",
                path("words.npy"),
                "--features",
                path("motion.npy"),
                "--runs",
                path("runs.npy"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return load(results + "-out/predictions.npy");
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    private float[] bands(String results, String variable, int targets) throws IOException {
        try (NetcdfReader file = NetcdfReader.open(DataStore.local(folder.resolve(results)), "bands.nc")) {
            assertThat(file.readTexts("band")).containsExactly("words", "motion");
            return file.readFloats(variable, 0, targets);
        }
    }

    private FloatMatrix features() {
        FloatMatrix x = FloatMatrix.zeros(RUNS * SAMPLES, WORDS + MOTION);
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                x.set(i, j, j < WORDS ? words.get(i, j) : motion.get(i, j - WORDS));
            }
        }
        return x;
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
        encoded("ridge", "{kind: ridge" + GRID + "}");
        encoded("banded", banded(""));
        List<Score> ridge = scores("ridge");
        List<Score> banded = scores("banded");
        float[] delta = bands("banded", "delta", TARGETS);
        float[] share = bands("banded", "r2_product_measure", TARGETS);
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
        encoded("banded", banded(""));
        BandedOptions options = BandedOptions.defaults().withAlphas(RidgeOptions.logspace(-2, 4, 13));
        GroupRidge ridge = new GroupRidge(BandCandidates.dirichlet(CANDIDATES, 2, SEED), options);
        RowSource x = RowSource.of(features());
        RowSource y = RowSource.of(load("y.npy"));
        DoubleMatrix expected = ridge.fit(x, FeatureGroups.ofSizes(WORDS, MOTION), y, Folds.leaveOneRunOut(runs))
                .model()
                .predict(x);
        same(predict("banded"), expected);
    }

    @Test
    void tilesAndWorkersChooseTheSame() throws IOException {
        save("y", responses(MANY));
        String[] two = {"--tile", "1", "--", "--targetParallelism=2"};
        encoded("one", banded(""), "--tile", "1", "--", "--targetParallelism=1");
        encoded("two", banded(""), two);
        encoded("whole", banded(""));
        for (String file : List.of("scores.parquet", "bands.nc", "weights.nc", "model.json")) {
            assertThat(Files.readAllBytes(folder.resolve("two").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("one").resolve(file)));
        }
        assertThat(bands("whole", "delta", MANY)).isEqualTo(bands("one", "delta", MANY));
        List<Score> whole = scores("whole");
        List<Score> one = scores("one");
        for (int v = 0; v < MANY; v++) {
            assertThat(whole.get(v).getAlphaFolds()).isEqualTo(one.get(v).getAlphaFolds());
        }
    }

    @Test
    void aTableOfWeightsReplacesTheDraws() throws IOException {
        Path table = Files.writeString(folder.resolve("gammas.csv"), "words,motion\n1,0\n0, 1\n0.5,0.5\n");
        String model = "{kind: banded, bands: {gammas: " + table + "}}";
        encoded("table", model);
        float[] delta = bands("table", "delta", TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(delta[2 * v]).isFinite();
            assertThat(delta[2 * v + 1]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
        Files.writeString(table, "1,0\n0.5\n");
        refused(encode("table", model), 3, "gammas.csv", "line 2", "words, motion", "1 columns");
        Files.writeString(table, "1,0\n0.5,much\n");
        refused(encode("table", model), 3, "gammas.csv", "line 2", "much");
        Files.writeString(table, "1,0\n0.5,0.7\n");
        refused(encode("table", model), 2, "row 1", "sum 1");
    }

    @Test
    void aSavedKernelModelPredictsWhatItPredictedInMemory() throws IOException {
        encoded("rbf", "{kernel: {type: rbf, gamma: 0.002}}", "--model-kind", "kernel");
        FloatMatrix x = features();
        Kernel kernel = new Kernel.Rbf(OptionalDouble.of(.002));
        KernelRidgeOptions options = KernelRidgeOptions.defaults().withKernel(kernel);
        try (KernelRidge design = KernelRidge.of(RowSource.of(x), runs, Folds.leaveOneRunOut(runs), options);
                DenseMatrix test = kernel.matrix(RowSource.of(x))) {
            KernelRidgeFit fit = design.fitTile(RowSource.of(load("y.npy")));
            same(predict("rbf"), fit.model().predict(test));
            List<Score> scores = scores("rbf");
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(scores.get(v).getR().orElseThrow())
                        .isCloseTo(fit.crossValidation().pooledR()[v], within(SINGLE));
            }
        }
        assertThat(Files.readString(folder.resolve("rbf/model.json"))).contains("\"weights_form\" : \"kernel\"");
    }

    @Test
    void aLinearKernelIsRidge() throws IOException {
        encoded("ridge", "{}");
        encoded("linear", "{kind: kernel}");
        FloatMatrix ridge = predict("ridge");
        FloatMatrix linear = predict("linear");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(scores("linear").get(v).getR().orElseThrow())
                    .isCloseTo(scores("ridge").get(v).getR().orElseThrow(), within(SINGLE));
            assertThat((double) linear.get(7, v)).isCloseTo(ridge.get(7, v), within(10 * SINGLE));
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        refused(encode("bad", banded(""), "--weights", "dual"), 2, "weights: dual", "banded", "primal");
        refused(encode("bad", "{kind: kernel}", "--weights", "primal"), 2, "weights: primal", "kernel");
        refused(encode("bad", banded(", inner: leave-one-out")), 2, "leave-one-out", "kfold:N");
        refused(encode("bad", "{kind: other}"), 2, "ridge", "banded", "kernel");
        refused(encode("bad", "{kind: kernel, kernel: {gamma: -1}}"), 2, "model.kernel.gamma");
        refused(encode("bad", "{kind: banded, bands: {concentrations: [0]}}"), 2, "model.bands.concentrations");
        CommandLineRun one = CommandLineRun.of(
                "encode",
                "--model-kind",
                "banded",
                "--features",
                path("words.npy"),
                "--responses",
                path("y.npy"),
                "--runs",
                path("runs.npy"),
                "--output",
                path("bad"));
        refused(one, 2, "two feature spaces", "kind: ridge");
    }

    private static void refused(CommandLineRun run, int exitCode, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
