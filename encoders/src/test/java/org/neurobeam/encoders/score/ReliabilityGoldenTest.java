package org.neurobeam.encoders.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Reliability conventions against {@code ../shared/golden/encoding} and {@code ../shared/golden/models}. */
class ReliabilityGoldenTest {
    /** Closed forms in float64 on both sides. */
    private static final double CLOSED_FORM = 1e-12;
    /** Ridge predictions come through another factorisation. */
    private static final double RIDGE = 1e-10;
    /** The reference adds 1e-8 to standard deviations. */
    private static final double ORACLE = 1e-7;

    private static final String DIR = "golden/encoding/";

    @Test
    void sharesOfSingleTrialsAreThoseOfNeuralpredictors() {
        NoiseCeiling ceiling = NoiseCeiling.of(RowSource.of(SharedData.csv(DIR + "in_repeats.csv")), 4);
        RepeatScores scores = ceiling.against(RowSource.of(SharedData.csv(DIR + "in_pred_repeats.csv")));
        assertClose(ceiling.fev(), csv("fev"), CLOSED_FORM);
        assertClose(ceiling.oracleJackknife(), csv("oracle_jackknife"), ORACLE);
        assertClose(scores.feve(), csv("feve"), CLOSED_FORM);
        assertClose(scores.ccAbs(), csv("cc_abs"), CLOSED_FORM);
        assertClose(scores.ccNorm(), csv("cc_norm"), CLOSED_FORM);
    }

    @Test
    void theNaturalScenesCeilingAndTheAlgonautsAccuracyAreThePublishedFormulas() {
        GoldenJson golden = GoldenJson.read("nsd_algonauts_noise_ceiling");
        DoubleMatrix trials = golden.matrix("Y_rep_image_voxel", 6);
        NsdNoiseCeiling nsd = NsdNoiseCeiling.of(RowSource.of(trials), 3);
        assertStart(nsd.noiseVariance(), golden, "noise_var");
        assertStart(nsd.ncsnr(), golden, "ncsnr");
        assertStart(nsd.ceiling(1), golden, "nc_single_trial");
        assertStart(nsd.ceiling(3), golden, "nc_3rep");
        assertStart(nsd.ceiling(golden.integers("inputs", "test_repeat_counts")), golden, "nc_algonauts_mixed_reps");

        DoubleMatrix mean = TrialHalves.of(RowSource.of(trials), 3, new int[] {0}, new int[] {1, 2})
                .all();
        double[] r = TargetScores.of(RowSource.of(mean), RowSource.of(golden.matrix("pred", 6)))
                .r();
        assertStart(r, golden, "pearson_r");
        AlgonautsAccuracy accuracy = AlgonautsAccuracy.of(r, nsd.ceiling(3), AlgonautsAccuracy.DEFAULT_THRESHOLD);
        assertStart(accuracy.published().values(), golden, "noise_normalised_accuracy_pct");
        assertThat(accuracy.published().mean())
                .isCloseTo(golden.numbers("outputs", "challenge_score_mean")[0], within(100 * CLOSED_FORM));
        // the first voxel has no signal: 100 % by the rule, left out of the reliable ones
        assertThat(accuracy.published().values()[0]).isEqualTo(100);
        assertThat(accuracy.reliable().values()[0]).isNaN();
        assertThat(accuracy.reliable().undefined()).isEqualTo(1);
    }

    @Test
    void theCeilingOfBrainScoreIsNotSquared() {
        GoldenJson golden = GoldenJson.read("brainscore_ceiling");
        double half = golden.numbers("inputs", "split_half_r")[0];
        double r = golden.numbers("inputs", "r_raw")[0];
        double ceiling = SplitHalfReliability.spearmanBrown(half);
        assertThat(ceiling).isCloseTo(golden.numbers("outputs", "ceiling_sb")[0], within(CLOSED_FORM));
        assertThat(SplitHalfReliability.explained(r, ceiling))
                .isCloseTo(golden.numbers("outputs", "explained_variance")[0], within(CLOSED_FORM));
    }

    @Test
    void noiseCorrectedConsistencyIsTheOfficialFunction() {
        GoldenJson golden = GoldenJson.read("nayebi_consistency");
        TrialHalves trials = TrialHalves.of(
                RowSource.of(golden.matrix("trials_rep_stim_unit", 4)),
                10,
                golden.integers("inputs", "half1"),
                golden.integers("inputs", "half2"));
        int[] train = golden.integers("inputs", "train");
        int[] test = golden.integers("inputs", "test");
        DoubleMatrix features = golden.matrix("features", 5);
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(List.of(golden.numbers("inputs", "ridge_alpha")[0]))
                .withInnerFolds(2)
                .withPrecision(Precision.FLOAT64);
        TrialHalves predicted;
        try (RidgeDesign design = RidgeDesign.of(rows(features, train), runs(train), Folds.none(40), options)) {
            predicted = new TrialHalves(
                    predict(design, trials.rows(train).all(), rows(features, test)),
                    predict(design, trials.rows(train).first(), rows(features, test)),
                    predict(design, trials.rows(train).second(), rows(features, test)));
        }
        NoiseCorrectedConsistency.Terms terms = NoiseCorrectedConsistency.Terms.of(trials.rows(test), predicted);
        assertClose(Arrays.copyOf(terms.rXy(), 2), golden.numbers("outputs", "r_xy"), RIDGE);
        assertClose(Arrays.copyOf(terms.rXx(), 2), golden.numbers("outputs", "r_xx"), RIDGE);
        assertClose(Arrays.copyOf(terms.rYy(), 2), golden.numbers("outputs", "r_yy"), RIDGE);
        assertClose(Arrays.copyOf(terms.corrected(), 2), golden.numbers("outputs", "r_xy_n_sb"), RIDGE);
    }

    @Test
    void falseDiscoveryAgreesWithStatsmodels() {
        GoldenJson golden = GoldenJson.read("bh_fdr");
        double[] adjusted = FalseDiscovery.benjaminiHochberg(golden.numbers("inputs", "p"));
        assertStart(adjusted, golden, "p_adj_bh");
    }

    static DoubleMatrix rows(DoubleMatrix m, int... rows) {
        return DoubleMatrix.of(Arrays.stream(rows).mapToObj(m::row).toArray(double[][]::new));
    }

    private static int[] runs(int... rows) {
        return new int[rows.length];
    }

    private static DoubleMatrix predict(RidgeDesign design, DoubleMatrix responses, DoubleMatrix test) {
        double[] alphas = new double[responses.columns()];
        Arrays.fill(alphas, 1);
        return design.fitAt(RowSource.of(responses), alphas).predict(RowSource.of(test));
    }

    private static double[] csv(String name) {
        return SharedData.csv(DIR + name + ".csv").values();
    }

    /** Only the first targets of some files are published. */
    private static void assertStart(double[] actual, GoldenJson golden, String output) {
        double[] expected = golden.numbers("outputs", output);
        assertThat(actual.length).isGreaterThanOrEqualTo(expected.length);
        assertClose(Arrays.copyOf(actual, expected.length), expected, CLOSED_FORM);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
