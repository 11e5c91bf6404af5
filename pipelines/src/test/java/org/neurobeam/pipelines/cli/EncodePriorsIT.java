package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.RUNS;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.WORDS;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.prior.DelayCovariance;
import org.neurobeam.encoders.prior.WeightPrior;
import org.neurobeam.encoders.prior.WeightPriors;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;

/** Priors of weights from the command line. */
class EncodePriorsIT {
    private static final int SAMPLES = 40;
    private static final int MOTION = 60;
    private static final List<Integer> DELAYS = List.of(0, 1, 2, 4);

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, RUNS * SAMPLES, MOTION, new PlantedArrays.Scale(.5, 1, 3));
    }

    private CommandLineRun encode(String results, String ofWords, String ofMotion, String model, String... more)
            throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "features:\n" + space("words", ofWords) + space("motion", ofMotion) + "model: " + model + "\n");
        List<String> all = new ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", arrays.path("y.npy"), "--runs", arrays.path("runs.npy")));
        all.addAll(List.of("--output", arrays.path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private String space(String name, String prior) {
        return "  - {name: " + name + ", source: " + arrays.path(name + ".npy") + ", delays: " + DELAYS + ", prior: "
                + prior + "}\n";
    }

    private String covariance(int order, double between) throws IOException {
        FloatMatrix sigma = FloatMatrix.zeros(order, order);
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                sigma.set(i, j, i == j ? 1 : (float) between);
            }
        }
        String name = "prior" + order + "_" + between;
        arrays.save(name, sigma);
        return arrays.path(name + ".npy");
    }

    private static void assertScores(List<Score> found, List<Score> expected) {
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(found.get(v).getR().orElseThrow())
                    .isCloseTo(expected.get(v).getR().orElseThrow(), within(SINGLE));
        }
    }

    /** predict knows nothing of priors: the weights are those of the features. */
    @Test
    void aSavedModelPredictsWhatItPredictedInMemory() throws IOException {
        String related = covariance(MOTION, .3);
        ended(encode("prior", "smooth", "{delays: 'gaussian:1', features: " + related + "}", "{kind: ridge}"));
        FloatMatrix found = arrays.predict("prior");
        DelayedFeatures x = DelayedFeatures.of(
                Delays.runStarts(arrays.runs()),
                List.of(
                        new DelayedSpace(RowSource.of(arrays.words()), DELAYS),
                        new DelayedSpace(RowSource.of(arrays.motion()), DELAYS)));
        DoubleMatrix sigma = DoubleMatrix.zeros(MOTION, MOTION);
        for (int i = 0; i < MOTION * MOTION; i++) {
            sigma.values()[i] = i % (MOTION + 1) == 0 ? 1 : .3f;
        }
        WeightPriors priors = WeightPriors.of(
                List.of(
                        Optional.of(
                                WeightPrior.of("words", Optional.of(DelayCovariance.smooth(DELAYS)), Optional.empty())),
                        Optional.of(WeightPrior.of(
                                "motion", Optional.of(DelayCovariance.gaussian(DELAYS, 1)), Optional.of(sigma)))),
                List.of(4 * WORDS, 4 * MOTION));
        try (RidgeDesign design = RidgeDesign.of(
                priors.mixed(x), arrays.runs(), Folds.leaveOneRunOut(arrays.runs()), RidgeOptions.defaults())) {
            RidgeFit fit = design.fitTile(arrays.load("y.npy"));
            DoubleMatrix expected = priors.restored(fit.model()).predict(x);
            for (int i = 0; i < found.rows(); i++) {
                for (int v = 0; v < CONSTANT; v++) {
                    assertThat((double) found.get(i, v)).isCloseTo(expected.get(i, v), within(SINGLE));
                }
            }
            List<Score> scores = arrays.scores("prior");
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(fit.pooledR()[v], within(SINGLE));
            }
        }
        assertThat(Files.readString(folder.resolve("prior/report.html")))
                .contains("10.1016/j.neuroimage.2019.04.012", "gaussian:1");
        assertThat(arrays.text("prior", "model.json")).contains("alpha b' Sigma^-1 b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: ridge}",
                "{kind: banded, bands: {candidates: 6}}",
                "{kind: banded, bands: {search: gradient}}"
            })
    void anIdentityIsRidgeAndAnotherPriorIsNot(String model) throws IOException {
        ended(encode("plain", "ridge", "ridge", model));
        ended(encode(
                "identity", "{delays: " + covariance(4, 0) + "}", "{features: " + covariance(MOTION, 0) + "}", model));
        ended(encode("smooth", "smooth", "smooth", model));
        assertScores(arrays.scores("identity"), arrays.scores("plain"));
        FloatMatrix plain = arrays.predict("plain");
        FloatMatrix identity = arrays.predict("identity");
        assertThat((double) identity.get(7, 0)).isCloseTo(plain.get(7, 0), within(SINGLE));
        assertThat(arrays.scores("smooth").get(0).getR().orElseThrow())
                .isNotCloseTo(arrays.scores("plain").get(0).getR().orElseThrow(), within(SINGLE));
    }

    @Test
    void priorsThatCannotBeAreRefused() throws IOException {
        refused(
                encode("a", "{delays: " + covariance(4, 2) + "}", "ridge", "{kind: ridge}"),
                4,
                "space words",
                "prior4_2.0.npy",
                "not positive definite");
        assertThat(folder.resolve("a"))
                .as("nothing is fitted before priors are known to be")
                .doesNotExist();
        refused(
                encode("f", "{delays: " + covariance(4, Double.NaN) + "}", "ridge", "{kind: ridge}"),
                3,
                "prior4_NaN.npy: row 0, column 1",
                "found NaN");
        refused(encode("b", "{delays: " + covariance(3, 0) + "}", "ridge", "{kind: ridge}"), 3, "[4 x 4]", "[3 x 3]");
        refused(encode("c", "rough", "ridge", "{kind: ridge}"), 2, "rough", "gaussian:WIDTH");
        refused(encode("d", "smooth", "ridge", "{kind: kernel}"), 2, "features.prior", "kind: kernel");
        refused(encode("e", "smooth", "ridge", "{kind: ridge}", "--weights", "dual"), 2, "weights: dual");
    }
}
