package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.TARGETS;
import static org.neurobeam.pipelines.cli.PlantedArrays.WORDS;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/** Fractional ridge, partial least squares and lasso from the command line, on planted arrays. */
class EncodeLinearIT {
    private static final int SAMPLES = 120;
    private static final int MOTION = 9;
    private static final String LASSO = "{kind: lasso, alphas: ['logspace:-2:1:7'], lasso: {groupShare: 0.5}}";

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, SAMPLES, MOTION, new PlantedArrays.Scale(1, 1, 2));
    }

    private RowSource y() throws IOException {
        return RowSource.of(arrays.load("y.npy"));
    }

    private void encodes(String name, String model, LinearModel expected, double... chosen) throws IOException {
        arrays.encoded(name, model, "--tile", "4");
        List<Score> scores = arrays.scores(name);
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(scores.get(v).getR().orElseThrow()).isGreaterThan(.75);
            assertThat(scores.get(v).getRFolds()).hasSize(RUNS).allMatch(r -> r > .6);
            assertThat(scores.get(v).getAlpha().orElseThrow()).isCloseTo(chosen[v], within(1e-6 * chosen[v]));
            assertThat(scores.get(v).getAlphaFolds()).hasSize(RUNS).allMatch(a -> a > 0);
        }
        assertThat(scores.get(CONSTANT).getNullReason()).contains("constant");
        FloatMatrix found = arrays.predict(name);
        DoubleMatrix memory = expected.predict(RowSource.of(arrays.features()));
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) found.get(i, v)).isCloseTo(memory.get(i, v), within(SINGLE));
            }
            assertThat(found.get(i, CONSTANT)).isNaN();
        }
    }

    @Test
    void fractionalRidge() throws IOException {
        FractionalFit fit = new FractionalRidge(FractionalOptions.defaults().withFractions(List.of(.2, .5, .8, .95)))
                .fit(RowSource.of(arrays.features()), y(), Folds.leaveOneRunOut(arrays.runs()));
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
                .fit(RowSource.of(arrays.features()), y(), Folds.kFold(SAMPLES, 4));
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
                .fit(RowSource.of(arrays.features()), y(), Folds.leaveOneRunOut(arrays.runs()));
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
        refused(arrays.encode("bad", "{kind: pls, pls: {components: 14}}"), 2, "model.pls.components", "13 features");
        refused(arrays.encode("bad", "{kind: pls, alphas: ['1']}"), 2, "model.alphas", "pls", "model.pls.components");
        refused(
                arrays.encode("bad", "{kind: fractional}", "--extend-grid"),
                2,
                "model.extendGrid",
                "model.fractional.fractions");
        refused(
                arrays.encode("bad", "{kind: fractional, fractional: {fractions: [0.5, 0.2]}}"),
                2,
                "ascending in (0, 1]");
        refused(arrays.encode("bad", "{kind: lasso, conservative: true}"), 2, "model.conservative", "lasso");
        refused(arrays.encode("bad", "{kind: lasso, alphaScope: global}"), 2, "model.alphaScope", "lasso");
        refused(
                arrays.encode("bad", "{kind: lasso, lasso: {groupShare: 2}}"),
                2,
                "model.lasso.groupShare",
                "0.0 to 1.0");
        refused(arrays.encode("bad", "{kind: lasso, inner: leave-one-out}"), 2, "leave-one-out", "kfold:N");
        refused(arrays.encode("bad", "{kind: lasso, lasso: {share: 1}}"), 2, "share", "groupShare");
        refused(arrays.encode("bad", "{kind: lasso}", "--weights", "dual"), 2, "weights: dual", "lasso", "primal");
        refused(arrays.encode("bad", LASSO, "--max-memory", "1k"), 2, "available: 1 MB", "--max-memory");
    }
}
