package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Multiple-kernel ridge against himalaya: {@code ../shared/golden/encoding}. */
class BandedGoldenTest {
    /** Closed forms in float64 on both sides, relative to the largest value. */
    private static final double CLOSED_FORM = 1e-8;

    private static final double DELTA = 1e-9;
    static final String DIR = "golden/encoding/";

    static BandedOptions options() {
        double[] alphas = SharedData.csv(DIR + "in_alphas.csv").values();
        return BandedOptions.defaults()
                .withAlphas(Arrays.stream(alphas).boxed().toList())
                .withIntercept(false)
                .withPrecision(Precision.FLOAT64);
    }

    static List<DoubleMatrix> split(String file) {
        DoubleMatrix x = SharedData.csv(DIR + file);
        List<DoubleMatrix> bands = new ArrayList<>();
        int at = 0;
        for (double size : SharedData.csv(DIR + "in_band_sizes.csv").values()) {
            bands.add(columns(x, at, at + (int) size));
            at += (int) size;
        }
        return bands;
    }

    static List<KernelBand> bands(List<DoubleMatrix> features) {
        List<KernelBand> bands = new ArrayList<>();
        for (DoubleMatrix x : features) {
            bands.add(KernelBand.linear("band" + bands.size(), RowSource.of(x)));
        }
        return bands;
    }

    @ParameterizedTest
    @EnumSource(AlphaScope.class)
    void randomSearchOverAFixedTableIsHimalayas(AlphaScope scope) {
        String prefix = DIR + "mkr_" + (scope == AlphaScope.GLOBAL ? "global" : "local");
        List<KernelBand> bands = bands(split("in_X.csv"));
        List<RowSource> test =
                split("in_X_test.csv").stream().map(RowSource::of).toList();
        BandCandidates table = BandCandidates.of(SharedData.csv(DIR + "in_gammas.csv"));
        MultipleKernelRidge ridge = new MultipleKernelRidge(table, options().withScope(scope));
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        try (BandKernels kernels = BandKernels.of(bands);
                BandKernels testKernels = BandKernels.between(bands, test)) {
            BandedFit fit = ridge.fit(kernels, RowSource.of(y), Folds.kFold(60, 5));
            assertClose(fit.selection().deltas(), SharedData.csv(prefix + "_deltas.csv"), DELTA);
            DoubleMatrix alphas = SharedData.csv(prefix + "_alphas.csv");
            assertClose(fit.selection().alphas(), alphas, DELTA);
            assertClose(fit.selection().cvScores(), SharedData.csv(prefix + "_cv_scores.csv"), CLOSED_FORM);
            if (scope == AlphaScope.GLOBAL) {
                return;
            }
            assertClose(fit.model().dualWeightsAsDouble(), SharedData.csv(prefix + "_dual.csv"), CLOSED_FORM);
            DoubleMatrix primal = SharedData.csv(prefix + "_primal.csv");
            DoubleMatrix predictions = SharedData.csv(prefix + "_pred_split.csv");
            int at = 0;
            for (int b = 0; b < 3; b++) {
                int p = bands.get(b).features().columns();
                assertClose(
                        fit.model().primalWeights(b, bands.get(b).features()), primal.rows(at, at + p), CLOSED_FORM);
                assertClose(
                        fit.model().predictBand(b, testKernels.kernel(b)),
                        predictions.rows(24 * b, 24 * b + 24),
                        CLOSED_FORM);
                at += p;
            }
            TargetScores scores = TargetScores.of(
                    RowSource.of(SharedData.csv(DIR + "in_Y_test.csv")),
                    RowSource.of(fit.model().predict(testKernels)));
            assertClose(scores.r2(), SharedData.csv(prefix + "_test_r2.csv"), CLOSED_FORM);
        }
    }

    /** p = 25 below n = 60 is solved with features; as many zeros beside them make it the kernels' turn. */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void groupRidgeIsHimalayas(boolean i1, boolean dual) {
        String suffix = i1 ? "_i1.csv" : ".csv";
        DoubleMatrix x = SharedData.csv(DIR + (i1 ? "in_X_offset.csv" : "in_X.csv"));
        DoubleMatrix y = SharedData.csv(DIR + (i1 ? "in_Y_offset.csv" : "in_Y.csv"));
        int[] labels = new int[dual ? 70 : 25];
        DoubleMatrix wide = DoubleMatrix.zeros(60, labels.length);
        for (int j = 0; j < labels.length; j++) {
            // any ascending labels name the bands
            labels[j] = j < 8 ? 3 : j < 13 ? 7 : 20;
            for (int i = 0; i < 60 && j < 25; i++) {
                wide.set(i, j, x.get(i, j));
            }
        }
        BandCandidates table = BandCandidates.of(SharedData.csv(DIR + "in_gammas_pos.csv"));
        GroupRidgeFit fit = new GroupRidge(table, options().withIntercept(i1))
                .fit(RowSource.of(wide), FeatureGroups.ofLabels(labels), RowSource.of(y), Folds.kFold(60, 5));
        assertClose(fit.selection().deltas(), SharedData.csv(DIR + "group_ridge_deltas" + suffix), DELTA);
        if (i1) {
            assertClose(fit.model().intercept(), SharedData.csv(DIR + "group_ridge_intercept_i1.csv"), CLOSED_FORM);
        } else {
            assertClose(
                    fit.model().weightsAsDouble().rows(0, 25),
                    SharedData.csv(DIR + "group_ridge_coef.csv"),
                    CLOSED_FORM);
        }
    }

    /** {@code (sum_i exp(delta_i) K_i + I) w = y} at given deltas. */
    @Test
    void weightsAtGivenDeltasAreThoseOfTheNormalEquations() {
        List<KernelBand> bands = bands(split("in_X.csv"));
        List<RowSource> test =
                split("in_X_test.csv").stream().map(RowSource::of).toList();
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        try (BandKernels kernels = BandKernels.of(bands);
                BandKernels testKernels = BandKernels.between(bands, test)) {
            BandedModel model = new MultipleKernelRidge(BandCandidates.dirichlet(1, 3, 0), options())
                    .fitAt(kernels, RowSource.of(y), SharedData.csv(DIR + "in_deltas.csv"));
            assertClose(model.dualWeightsAsDouble(), SharedData.csv(DIR + "wkr_dual.csv"), CLOSED_FORM);
            DoubleMatrix predictions = SharedData.csv(DIR + "wkr_pred_split.csv");
            for (int b = 0; b < 3; b++) {
                assertClose(
                        model.predictBand(b, testKernels.kernel(b)),
                        predictions.rows(24 * b, 24 * b + 24),
                        CLOSED_FORM);
            }
            TargetScores scores = TargetScores.of(
                    RowSource.of(SharedData.csv(DIR + "in_Y_test.csv")), RowSource.of(model.predict(testKernels)));
            assertClose(scores.r2(), SharedData.csv(DIR + "wkr_r2.csv"), CLOSED_FORM);
            assertClose(scores.r(), SharedData.csv(DIR + "wkr_corr.csv"), CLOSED_FORM);
            assertThat(model.intercept()).containsOnly(0);
        }
    }
}
