package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.TARGETS;
import static org.neurobeam.pipelines.cli.PlantedArrays.WORDS;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandKernels;
import org.neurobeam.encoders.banded.BandSearch;
import org.neurobeam.encoders.banded.BandedModel;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.HyperGradient;
import org.neurobeam.encoders.banded.HyperGradientOptions;
import org.neurobeam.encoders.banded.KernelBand;
import org.neurobeam.encoders.banded.MultipleKernelRidge;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.table.Score;

/** Banded ridge by descent and with a kernel for each band from the command line, on planted arrays. */
class EncodeBandsIT {
    private static final int SAMPLES = 120;
    private static final int MOTION = 60;
    private static final int MANY = 1300;
    private static final int STEPS = 8;
    private static final String GRADIENT = "{kind: banded, bands: {search: gradient, iterations: " + STEPS + "}}";
    private static final String CURVED =
            "{kind: banded, bands: {candidates: 12, seed: 3}, alphas: ['logspace:-3:3:13']}";
    private static final List<String> KERNELS = List.of("{type: rbf, gamma: 8}", "linear");

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, SAMPLES, MOTION, new PlantedArrays.Scale(.1, 3, 10));
    }

    /** What the library fits to all samples. */
    private DoubleMatrix predicted(BandSearch search, Kernel words) throws IOException {
        List<KernelBand> bands = List.of(
                new KernelBand("words", words, RowSource.of(arrays.words())),
                KernelBand.linear("motion", RowSource.of(arrays.motion())));
        try (BandKernels kernels = BandKernels.of(bands)) {
            BandedModel model = search.fit(
                            kernels, RowSource.of(arrays.load("y.npy")), Folds.leaveOneRunOut(arrays.runs()))
                    .model();
            return model.predict(kernels);
        }
    }

    private void predictsAs(String results, DoubleMatrix expected) throws IOException {
        FloatMatrix found = arrays.predict(results);
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) found.get(i, v)).isCloseTo(expected.get(i, v), within(10 * SINGLE));
            }
            assertThat(found.get(i, CONSTANT)).isNaN();
        }
    }

    private static double r(List<Score> scores, int target) {
        return scores.get(target).getR().orElseThrow();
    }

    @Test
    void descentFindsTheBandThatRidgeDrowns() throws IOException {
        arrays.encoded("ridge", "{kind: ridge, alphas: ['logspace:-2:4:13']}");
        arrays.encoded("gradient", GRADIENT);
        float[] delta = arrays.bands("gradient", "delta", TARGETS);
        float[] share = arrays.bands("gradient", "r2_product_measure", TARGETS);
        List<Score> scores = arrays.scores("gradient");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(r(scores, v)).isGreaterThan(r(arrays.scores("ridge"), v) + .1);
            assertThat(scores.get(v).getRFolds()).hasSize(RUNS);
            assertThat(delta[2 * v]).isGreaterThan(delta[2 * v + 1] + 2);
            assertThat(share[2 * v]).isGreaterThan(share[2 * v + 1] + .2f);
        }
        assertThat(scores.get(CONSTANT).getNullReason()).contains("constant");
        HyperGradientOptions options = HyperGradientOptions.defaults().withEffort(STEPS, 1e-2, 1e-3);
        predictsAs("gradient", predicted(new HyperGradient(options), new Kernel.Linear()));
        assertThat(arrays.text("gradient", "report.html"))
                .contains("gradient descent", "leave-one-run-out", "r_split")
                .doesNotContain("unique_r2");
        assertThat(new ObjectMapper()
                        .readTree(arrays.text("gradient", "model.json"))
                        .path("alpha_is")
                        .asText())
                .isEqualTo("1 / sum_i exp(delta_i)");
    }

    @Test
    void aKernelOfItsOwnFindsACurve() throws IOException {
        FloatMatrix y = arrays.load("y.npy");
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < CONSTANT; v++) {
                float x = 10 * arrays.words().get(i, v % WORDS);
                y.set(i, v, y.get(i, v) - x + 2 * x * x);
            }
        }
        arrays.save("y", y);
        arrays.encoded("linear", CURVED);
        ended(arrays.encode("curved", KERNELS, CURVED));
        BandedOptions options = BandedOptions.defaults().withAlphas(RidgeOptions.logspace(-3, 3, 13));
        MultipleKernelRidge search = new MultipleKernelRidge(BandCandidates.dirichlet(12, 2, 3), options);
        predictsAs("curved", predicted(search, new Kernel.Rbf(OptionalDouble.of(8))));
        float[] share = arrays.bands("curved", "r2_product_measure", TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(r(arrays.scores("curved"), v)).isGreaterThan(r(arrays.scores("linear"), v) + .2);
            assertThat(share[2 * v]).isGreaterThan(share[2 * v + 1] + .2f);
        }
        assertThat(arrays.text("curved", "model.json")).contains("\"weights_form\" : \"band_kernels\"");
        assertThat(arrays.text("curved", "report.html"))
                .contains("Multiple-kernel ridge", "radial basis function (gamma 8.0) for", "linear for");
        assertThat(arrays.text("linear", "model.json")).contains("\"weights_form\" : \"primal\"");
        ended(arrays.encode("both", KERNELS, GRADIENT));
        assertThat(r(arrays.scores("both"), 0)).isGreaterThan(r(arrays.scores("linear"), 0) + .2);
    }

    /** More than one block of targets, pieces of one block and of two, and another runner. */
    @Test
    void tilesAndRunnersGiveTheSameBytes() throws IOException {
        arrays.save("y", arrays.responses(MANY));
        String model = "{kind: banded, inner: 'kfold:2', bands: {search: gradient, iterations: 1}}";
        List<String> kernels = List.of("linear", "{type: polynomial, degree: 2}");
        String[] alone = {"--outer", "kfold:2", "--tile", "1", "--", "--targetParallelism=1"};
        String[] flink = {
            "--outer",
            "kfold:2",
            "--tile",
            "1",
            "--",
            "--runner=FlinkRunner",
            "--flinkMaster=[local]",
            "--parallelism=2"
        };
        ended(arrays.encode("one", kernels, model, alone));
        ended(arrays.encode("flink", kernels, model, flink));
        ended(arrays.encode("whole", kernels, model, "--outer", "kfold:2", "--tile", "9999"));
        for (String file : List.of("scores.parquet", "bands.nc", "weights.nc")) {
            assertThat(arrays.bytes("flink", file)).as(file).isEqualTo(arrays.bytes("one", file));
        }
        assertThat(arrays.bands("whole", "delta", MANY)).isEqualTo(arrays.bands("one", "delta", MANY));
    }

    /** Two spaces with a signal that both hold and one each: what the file says sums up, and finds what is whose. */
    @Test
    void splitsSumUpAndRefitsFindWhatIsShared() throws IOException {
        FloatMatrix y = arrays.load("y.npy");
        FloatMatrix both = arrays.noise(1, 3);
        FloatMatrix motion = arrays.motion();
        FloatMatrix words = arrays.words();
        for (int i = 0; i < SAMPLES; i++) {
            words.set(i, 0, both.get(i, 0) / 30);
            motion.set(i, 0, both.get(i, 0));
            // the runs of target 1 have means of their own
            y.set(i, 0, y.get(i, 0) / 4 + both.get(i, 0));
            y.set(i, 1, 10 * words.get(i, 1) + arrays.runs()[i] + y.get(i, 1) / 4);
        }
        arrays.save("y", y);
        arrays.save("words", words);
        arrays.save("motion", motion);
        arrays.encoded("parts", CURVED.replace("candidates: 12, seed: 3", "candidates: 3, partition: true"));
        int subsets = 3;
        float[] shared = arrays.bands("parts", "shared_r2", TARGETS);
        float[] unique = arrays.bands("parts", "unique_r2", TARGETS);
        float[] subset = arrays.bands("parts", "r2_of_subset", TARGETS);
        float[] offset = arrays.bands("parts", "r2_offsets", TARGETS);
        float[] offsetR = arrays.bands("parts", "r_offsets", TARGETS);
        for (int v = 0; v < CONSTANT; v++) {
            double r2 = arrays.scores("parts").get(v).getR2().orElseThrow();
            double r = r(arrays.scores("parts"), v);
            for (String split : List.of("r2_product_measure", "r2_split_johnson2000")) {
                float[] share = arrays.bands("parts", split, TARGETS);
                assertThat((double) share[2 * v] + share[2 * v + 1] + offset[v]).isCloseTo(r2, within(SINGLE));
            }
            float[] split = arrays.bands("parts", "r_split", TARGETS);
            assertThat((double) split[2 * v] + split[2 * v + 1] + offsetR[v]).isCloseTo(r, within(SINGLE));
            double parts = 0;
            for (int s = 0; s < subsets; s++) {
                parts += shared[subsets * v + s];
            }
            assertThat(parts).isCloseTo(r2, within(SINGLE));
            assertThat((double) subset[subsets * v + 2]).isCloseTo(r2, within(SINGLE));
            assertThat(unique[2 * v]).isEqualTo(shared[subsets * v]);
        }
        assertThat(offset[1]).isLessThan(-.1f);
        assertThat(offsetR[1]).isLessThan(-.1f);
        // target 0 follows what both hold, target 2 the words alone
        assertThat(shared[2]).isGreaterThan(.6f);
        assertThat(unique[0]).isBetween(-.1f, .2f);
        assertThat(unique[2 * 2]).isGreaterThan(.3f);
        assertThat(shared[subsets * 2 + 2]).isBetween(-.2f, .2f);
        assertThat(shared[subsets * CONSTANT]).isNaN();
        assertThat(arrays.text("parts", "report.html"))
                .contains("r2_split_johnson2000", "r2_split_no_correlation", "delta_r2", "unique_r2", "words + motion");
        bandsOfEarlierVersions("parts");
        ended(CommandLineRun.of("report", arrays.path("parts")));
        assertThat(arrays.text("parts", "report.html"))
                .contains("<th scope=\"col\">r2_product_measure")
                .doesNotContain("<th scope=\"col\" class=\"num\">r_split", "words + motion");
    }

    /** One variable that the report shows, as before there were others. */
    private void bandsOfEarlierVersions(String results) throws IOException {
        Map<String, String> about = Map.of("long_name", "as it was");
        NetcdfLayout layout = NetcdfLayout.empty()
                .dimension("target", TARGETS)
                .dimension("band", 2)
                .text("band", "band", 6, about)
                .text("group", "target", 9, about)
                .variable("r2_product_measure", NetcdfLayout.Kind.FLOAT, List.of("target", "band"), about);
        try (NetcdfFile file = NetcdfFile.create(DataStore.local(folder.resolve(results)), "bands.nc", layout)) {
            file.write("band", List.of("words", "motion"));
            file.write("group", Collections.nCopies(TARGETS, "responses"));
            file.write("r2_product_measure", new float[2 * TARGETS]);
            file.finish();
        }
    }

    /** With fewer candidates and draws. */
    @Test
    void theExampleRuns() throws IOException {
        String example = Files.readString(Path.of("examples/bands-encode.yaml"))
                .replace("words.npy", arrays.path("words.npy"))
                .replace("motion.npy", arrays.path("motion.npy"))
                .replace("candidates: 100", "candidates: 2")
                .replace("0.2:50", "0.2:3");
        Path settings = Files.writeString(folder.resolve("example.yaml"), example);
        String[] arrayOptions = {"--responses", arrays.path("y.npy"), "--runs", arrays.path("runs.npy")};
        ended(CommandLineRun.of(
                "encode",
                "--config",
                settings.toString(),
                "--output",
                arrays.path("example"),
                arrayOptions[0],
                arrayOptions[1],
                arrayOptions[2],
                arrayOptions[3]));
        assertThat(arrays.predict("example").columns()).isEqualTo(TARGETS);
        assertThat(arrays.text("example", "provenance.json")).contains("weights of bands 0, chunks 0");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        refused(
                arrays.encode("bad", KERNELS, CURVED, "--weights", "primal"),
                2,
                "weights: primal",
                "not linear",
                "features.kernel",
                "allowed: auto, dual, none");
        refused(arrays.encode("bad", KERNELS, "{kind: ridge}"), 2, "features.kernel: rbf", "words", "model.kernel");
        refused(arrays.encode("bad", List.of("sigmoid", "linear"), GRADIENT), 2, "sigmoid", "search: random");
        refused(arrays.encode("bad", List.of("gauss", "linear"), CURVED), 2, "gauss", "linear, polynomial, rbf");
        refused(arrays.encode("bad", List.of("{type: rbf, width: 2}", "linear"), CURVED), 2, "width", "gamma");
        String gradient = "{kind: banded, bands: {search: gradient}, ";
        refused(arrays.encode("bad", gradient + "criterion: r}"), 2, "model.criterion: r", "squared error");
        refused(arrays.encode("bad", gradient + "alphaScope: global}"), 2, "alphaScope: global", "gradient");
        refused(arrays.encode("bad", gradient + "alphas: ['1', '10']}"), 2, "model.alphas", "search: random");
        refused(arrays.encode("bad", gradient + "inner: leave-one-out}"), 2, "leave-one-out", "kfold:N");
        refused(arrays.encode("bad", "{kind: banded, bands: {search: hyper}}"), 2, "random", "gradient");
        refused(arrays.encode("bad", "{kind: banded, bands: {search: gradient, gammas: g.csv}}"), 2, "bands.gammas");
        refused(arrays.encode("bad", "{kind: ridge, bands: {partition: true}}"), 2, "partition", "kind: banded");
        StringBuilder six = new StringBuilder("features: [");
        for (int space = 0; space < 6; space++) {
            six.append(space > 0 ? ", " : "")
                    .append("{name: s" + space + ", source: " + arrays.path("words.npy") + "}");
        }
        Path many = Files.writeString(
                folder.resolve("six.yaml"), six + "]\nmodel: {kind: banded, bands: {partition: true}}\n");
        refused(
                CommandLineRun.of(
                        "encode",
                        "--config",
                        many.toString(),
                        "--responses",
                        arrays.path("y.npy"),
                        "--output",
                        arrays.path("bad")),
                2,
                "model.bands.partition: 6 feature spaces have 62 subsets",
                "up to 5");
        refused(arrays.encode("bad", "{kind: banded, bands: {iterations: 0}}"), 2, "model.bands.iterations");
        refused(arrays.encode("bad", KERNELS, CURVED, "--max-memory", "1k"), 2, "available: 1 MB");
    }
}
