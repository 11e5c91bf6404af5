package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.fractional.FractionalFit;
import org.neurobeam.encoders.fractional.FractionalOptions;
import org.neurobeam.encoders.fractional.FractionalRidge;
import org.neurobeam.encoders.lasso.LassoFit;
import org.neurobeam.encoders.lasso.LassoOptions;
import org.neurobeam.encoders.lasso.SparseGroupLasso;
import org.neurobeam.encoders.lasso.SparsePenalty;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.pls.PartialLeastSquares;
import org.neurobeam.encoders.pls.PlsFit;
import org.neurobeam.encoders.pls.PlsOptions;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/** Fractional ridge, partial least squares and lasso from the command line, on planted arrays. */
class EncodeLinearIT {
    private static final int RUNS = 3;
    private static final int SAMPLES = 120;
    private static final int WORDS = 4;
    private static final int MOTION = 9;
    private static final int TARGETS = 6;
    private static final int CONSTANT = 5;
    private static final String LASSO = "{kind: lasso, alphas: ['logspace:-2:1:7'], lasso: {groupShare: 0.5}}";
    /** Float32 weights and predictions of size one. */
    private static final double SINGLE = 1e-4;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(31);
    private final FloatMatrix x = noise(WORDS + MOTION);
    private final int[] runs =
            IntStream.range(0, SAMPLES).map(i -> i / (SAMPLES / RUNS)).toArray();

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    /** Targets follow the words and not the motion; the last one is constant. */
    @BeforeEach
    void save() throws IOException {
        FloatMatrix numbers = FloatMatrix.zeros(SAMPLES, 1);
        FloatMatrix words = FloatMatrix.zeros(SAMPLES, WORDS);
        FloatMatrix motion = FloatMatrix.zeros(SAMPLES, MOTION);
        FloatMatrix y = noise(TARGETS);
        for (int i = 0; i < SAMPLES; i++) {
            numbers.set(i, 0, runs[i]);
            for (int j = 0; j < WORDS + MOTION; j++) {
                (j < WORDS ? words : motion).set(i, j < WORDS ? j : j - WORDS, x.get(i, j));
            }
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, v == CONSTANT ? 1 : 5 + y.get(i, v) + 2 * x.get(i, v % WORDS));
            }
        }
        save("runs", numbers);
        save("y", y);
        save("words", words);
        save("motion", motion);
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private RowSource load(String name) throws IOException {
        try (NpyFile file = NpyFile.open(DataStore.local(folder), name)) {
            return RowSource.of(file.readFloats());
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

    private void encodes(String name, String model, LinearModel expected, double... chosen) throws IOException {
        CommandLineRun run = encode(name, model, "--tile", "4");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Score> scores = TableFile.read(DataStore.local(folder.resolve(name)), "scores.parquet", Table.SCORES);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(scores.get(v).getR().orElseThrow()).isGreaterThan(.75);
            assertThat(scores.get(v).getRFolds()).hasSize(RUNS).allMatch(r -> r > .6);
            assertThat(scores.get(v).getAlpha().orElseThrow()).isCloseTo(chosen[v], within(1e-6 * chosen[v]));
            assertThat(scores.get(v).getAlphaFolds()).hasSize(RUNS).allMatch(a -> a > 0);
        }
        assertThat(scores.get(CONSTANT).getNullReason()).contains("constant");
        CommandLineRun predicted = CommandLineRun.of(
                "predict",
                "--model",
                path(name),
                "--output",
                path(name + "-out"),
                "--features",
                path("words.npy"),
                "--features",
                path("motion.npy"));
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();
        RowSource found = load(name + "-out/predictions.npy");
        DoubleMatrix memory = expected.predict(RowSource.of(x));
        double[] row = new double[TARGETS];
        for (int i = 0; i < SAMPLES; i++) {
            found.readRow(i, row);
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(row[v]).isCloseTo(memory.get(i, v), within(SINGLE));
            }
            assertThat(row[CONSTANT]).isNaN();
        }
    }

    @Test
    void fractionalRidge() throws IOException {
        FractionalFit fit = new FractionalRidge(FractionalOptions.defaults().withFractions(List.of(.2, .5, .8, .95)))
                .fit(RowSource.of(x), load("y.npy"), Folds.leaveOneRunOut(runs));
        encodes(
                "fractional",
                "{kind: fractional, fractional: {fractions: [0.2, 0.5, 0.8, 0.95]}}",
                fit.model(),
                fit.alphas());
        assertThat(Files.readString(folder.resolve("fractional/report.html"))).contains("10.1093/gigascience/giaa133");
    }

    @Test
    void partialLeastSquaresSeesAllTargetsWhateverTheTile() throws IOException {
        PlsFit fit = new PartialLeastSquares(PlsOptions.defaults().withComponents(6))
                .fit(RowSource.of(x), load("y.npy"), Folds.kFold(SAMPLES, 4));
        encodes(
                "pls",
                "{kind: pls, inner: 'kfold:4', pls: {components: 6}}",
                fit.model(),
                IntStream.of(fit.chosenComponents()).asDoubleStream().toArray());
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("pls/model.json").toFile())
                        .get("alpha_is")
                        .asText())
                .isEqualTo("number of components");
    }

    @Test
    void sparseGroupLassoLeavesOutWeights() throws IOException {
        List<SparsePenalty> penalties = IntStream.range(0, 7)
                .mapToObj(i -> Math.pow(10, 1 - .5 * i))
                .map(a -> new SparsePenalty(.5 * a, .5 * a))
                .toList();
        List<Integer> groups = IntStream.range(0, WORDS + MOTION)
                .mapToObj(j -> j < WORDS ? 0 : 1)
                .toList();
        LassoFit fit = new SparseGroupLasso(
                        LassoOptions.defaults().withGroups(groups).withPenalties(penalties))
                .fit(RowSource.of(x), load("y.npy"), Folds.leaveOneRunOut(runs));
        encodes(
                "lasso",
                LASSO,
                fit.model(),
                IntStream.range(0, TARGETS)
                        .mapToDouble(
                                v -> fit.penalty(v).map(p -> p.l1() + p.l21()).orElse(Double.NaN))
                        .toArray());
        try (NetcdfReader file = NetcdfReader.open(DataStore.local(folder.resolve("lasso")), "weights.nc")) {
            float[] weights = file.readFloats("weights", 0, CONSTANT);
            int zeros = 0;
            for (int v = 0; v < CONSTANT; v++) {
                for (int j = 0; j < WORDS + MOTION; j++) {
                    float weight = Math.abs(weights[v * (WORDS + MOTION) + j]);
                    zeros += weight == 0 ? 1 : 0;
                    if (j == v % WORDS) {
                        assertThat(weight).isGreaterThan(1.5f);
                    } else {
                        assertThat(weight).isLessThan(.6f);
                    }
                }
            }
            assertThat(zeros).isGreaterThan(CONSTANT);
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        refused(encode("bad", "{kind: pls, pls: {components: 14}}"), "model.pls.components", "13 features");
        refused(encode("bad", "{kind: pls, alphas: ['1']}"), "model.alphas", "pls", "model.pls.components");
        refused(encode("bad", "{kind: fractional}", "--extend-grid"), "model.extendGrid", "model.fractional.fractions");
        refused(encode("bad", "{kind: fractional, fractional: {fractions: [0.5, 0.2]}}"), "ascending in (0, 1]");
        refused(encode("bad", "{kind: lasso, conservative: true}"), "model.conservative", "lasso");
        refused(encode("bad", "{kind: lasso, alphaScope: global}"), "model.alphaScope", "lasso");
        refused(encode("bad", "{kind: lasso, lasso: {groupShare: 2}}"), "model.lasso.groupShare", "0.0 to 1.0");
        refused(encode("bad", "{kind: lasso, inner: leave-one-out}"), "leave-one-out", "kfold:N");
        refused(encode("bad", "{kind: lasso, lasso: {share: 1}}"), "share", "groupShare");
        refused(encode("bad", "{kind: lasso}", "--weights", "dual"), "weights: dual", "lasso", "primal");
        refused(encode("bad", LASSO, "--max-memory", "1k"), "available: 1 MB", "--max-memory");
    }

    private static void refused(CommandLineRun run, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
