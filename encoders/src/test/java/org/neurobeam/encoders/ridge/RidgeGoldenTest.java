package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Against scikit-learn, himalaya and direct formulas: {@code ../shared/golden/encoding}, {@code fmri/encoding}. */
class RidgeGoldenTest {
    /** Closed forms in float64 on both sides, relative to the largest value. */
    private static final double CLOSED_FORM = 1e-8;
    /** Alphas are printed with 17 digits but computed by different powers. */
    private static final double ALPHA = 1e-9;

    private static final String DIR = "golden/encoding/";
    private static final String FMRI = "golden/fmri/encoding/";

    private final DoubleMatrix alphas = SharedData.csv(DIR + "in_alphas.csv");

    private RidgeOptions options(boolean intercept, Criterion criterion) {
        return RidgeOptions.defaults()
                .withAlphas(Arrays.stream(alphas.values()).boxed().toList())
                .withInnerFolds(5)
                .withCriterion(criterion)
                .withIntercept(intercept)
                .withPrecision(Precision.FLOAT64);
    }

    private static DoubleMatrix x(boolean intercept) {
        return SharedData.csv(DIR + (intercept ? "in_X_offset.csv" : "in_X.csv"));
    }

    private static DoubleMatrix y(boolean intercept) {
        return SharedData.csv(DIR + (intercept ? "in_Y_offset.csv" : "in_Y.csv"));
    }

    private static RidgeDesign design(DoubleMatrix x, RidgeOptions options) {
        return RidgeDesign.of(x, new int[x.rows()], Folds.none(x.rows()), options);
    }

    /** [X 0]: the same problem with more features than samples, so that the dual form solves it. */
    static DoubleMatrix widened(DoubleMatrix x) {
        DoubleMatrix wide = DoubleMatrix.zeros(x.rows(), x.rows() + 5);
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.values(), i * x.columns(), wide.values(), i * wide.columns(), x.columns());
        }
        return wide;
    }

    @ParameterizedTest
    @CsvSource({
        "l2,NEG_MSE,false,false", "corr,R,false,false", "l2,NEG_MSE,true,false", "r2,R2,true,false",
        "l2,NEG_MSE,false,true", "corr,R,false,true", "l2,NEG_MSE,true,true", "r2,R2,true,true"
    })
    void scoresOfEveryFoldAlphaAndTargetAreThoseOfRefits(String name, Criterion criterion, boolean i1, boolean dual) {
        String suffix = name + (i1 ? "_i1.csv" : "_i0.csv");
        DoubleMatrix expected = SharedData.csv(DIR + "cv_fold_scores_" + suffix);
        DoubleMatrix x = dual ? widened(x(i1)) : x(i1);
        try (RidgeDesign design = design(x, options(i1, criterion))) {
            List<DoubleMatrix> scores = design.innerScores(RowSource.of(y(i1)));
            assertThat(scores).hasSize(5);
            for (int f = 0; f < 5; f++) {
                assertClose(scores.get(f), expected.rows(f * 7, (f + 1) * 7), CLOSED_FORM);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "l2,NEG_MSE,false,false", "corr,R,false,false", "l2,NEG_MSE,true,false", "r2,R2,true,false",
        "l2,NEG_MSE,false,true", "corr,R,false,true", "l2,NEG_MSE,true,true", "r2,R2,true,true"
    })
    void himalayaRidgeCvIsReproduced(String name, Criterion criterion, boolean i1, boolean dual) {
        String suffix = i1 ? "_i1.csv" : "_i0.csv";
        String prefix = DIR + "hi_ridgecv_" + name;
        DoubleMatrix x = dual ? widened(x(i1)) : x(i1);
        try (RidgeDesign design = design(x, options(i1, criterion))) {
            RidgeFit fit = design.fitTile(y(i1));
            assertClose(fit.model().alphas(), SharedData.csv(prefix + "_best_alpha" + suffix), ALPHA);
            assertClose(fit.cvScores(), SharedData.csv(prefix + "_cv_score" + suffix), CLOSED_FORM);
            assertClose(
                    fit.model().weightsAsDouble().rows(0, 25), SharedData.csv(prefix + "_coef" + suffix), CLOSED_FORM);
            if (i1) {
                assertClose(fit.model().intercept(), SharedData.csv(prefix + "_intercept" + suffix), CLOSED_FORM);
            }
        }
    }

    @Test
    void oneAlphaForAllTargetsIsHimalayas() {
        RidgeOptions options = options(false, Criterion.NEG_MSE).withScope(AlphaScope.GLOBAL);
        try (RidgeDesign design = design(x(false), options)) {
            assertClose(
                    design.fitTile(y(false)).model().alphas(),
                    SharedData.csv(DIR + "hi_ridgecv_global_alpha_i0.csv"),
                    ALPHA);
        }
    }

    @Test
    void theConservativeRuleIsHimalayas() {
        RidgeOptions options = options(false, Criterion.NEG_MSE).withConservative(true);
        try (RidgeDesign design = design(x(false), options)) {
            assertClose(
                    design.fitTile(y(false)).model().alphas(),
                    SharedData.csv(DIR + "hi_ridgecv_conservative_alpha_i0.csv"),
                    ALPHA);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void leaveOneOutIsScikitLearns(boolean i1, boolean dual) {
        String prefix = DIR + "sk_ridgecv_loo_" + (i1 ? "eigen" : "svd");
        String suffix = i1 ? "_i1.csv" : "_i0.csv";
        RidgeOptions options = options(i1, Criterion.NEG_MSE).withSelection(InnerSelection.LEAVE_ONE_OUT);
        DoubleMatrix mse = SharedData.csv(prefix + "_mse" + suffix);
        DoubleMatrix x = dual ? widened(x(i1)) : x(i1);
        try (RidgeDesign design = design(x, options)) {
            DoubleMatrix scores = design.innerScores(RowSource.of(y(i1))).get(0);
            for (int j = 0; j < scores.values().length; j++) {
                scores.values()[j] *= -1;
            }
            assertClose(scores.transposed(), mse, CLOSED_FORM);
            RidgeFit fit = design.fitTile(y(i1));
            assertClose(fit.model().alphas(), SharedData.csv(prefix + "_alpha" + suffix), ALPHA);
            assertClose(
                    fit.model().weightsAsDouble().rows(0, 25), SharedData.csv(prefix + "_coef" + suffix), CLOSED_FORM);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFixedPenaltyIsScikitLearnsRidge(boolean i1) {
        String suffix = i1 ? "_i1.csv" : "_i0.csv";
        RidgeOptions options = options(i1, Criterion.NEG_MSE).withAlphas(List.of(3.7));
        try (RidgeDesign design = design(x(i1), options)) {
            RidgeModel model = design.fitTile(y(i1)).model();
            assertClose(model.weightsAsDouble(), SharedData.csv(DIR + "sk_ridge_coef" + suffix), CLOSED_FORM);
            if (i1) {
                assertClose(model.intercept(), SharedData.csv(DIR + "sk_ridge_intercept_i1.csv"), CLOSED_FORM);
            }
        }
    }

    @Test
    void aPenaltyPerTargetIsScikitLearnsRidge() {
        double[] each = RidgeOptions.logspace(-1, 3, 7).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        try (RidgeDesign design = design(x(false), options(false, Criterion.NEG_MSE))) {
            assertClose(
                    design.fitAt(RowSource.of(y(false)), each).weightsAsDouble(),
                    SharedData.csv(DIR + "sk_ridge_pertarget_coef_i0.csv"),
                    CLOSED_FORM);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void heldOutResidualsAreThoseOfRefits(boolean i1, boolean dual) {
        DoubleMatrix expected = SharedData.csv(DIR + "blockloo_residuals_" + (i1 ? "i1.csv" : "i0.csv"));
        RidgeOptions options = options(i1, Criterion.NEG_MSE).withAlphas(List.of(10.0));
        DoubleMatrix x = dual ? widened(x(i1)) : x(i1);
        try (RidgeDesign design = RidgeDesign.of(x, new int[60], Folds.kFold(60, 5), options)) {
            DoubleMatrix y = y(i1);
            DoubleMatrix residuals = design.fitTile(y).predictionsAsDouble();
            for (int j = 0; j < residuals.values().length; j++) {
                residuals.values()[j] = y.values()[j] - residuals.values()[j];
            }
            assertClose(residuals, expected, CLOSED_FORM);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void ridgeOnDelayedRealFeaturesIsScikitLearns(int alpha) {
        DoubleMatrix x = SharedData.csv(FMRI + "X_delayed_1_2_3_4.csv");
        DoubleMatrix y = SharedData.csv(FMRI + "Y.csv");
        RidgeOptions options = options(true, Criterion.NEG_MSE).withAlphas(List.of((double) alpha));
        try (RidgeDesign design = design(x.rows(0, 240), options)) {
            RidgeModel model = design.fitTile(y.rows(0, 240)).model();
            String prefix = FMRI + "ridge_a" + alpha;
            assertClose(model.weightsAsDouble().transposed(), SharedData.csv(prefix + "_coef.csv"), CLOSED_FORM);
            assertClose(model.intercept(), SharedData.csv(prefix + "_intercept.csv"), CLOSED_FORM);
            assertClose(
                    model.predict(RowSource.of(x.rows(240, 362))), SharedData.csv(prefix + "_pred.csv"), CLOSED_FORM);
        }
    }

    @Test
    void leaveOneOutOnRealDataPredictsAsScikitLearn() {
        DoubleMatrix x = SharedData.csv(FMRI + "X_delayed_1_2_3_4.csv");
        DoubleMatrix y = SharedData.csv(FMRI + "Y.csv");
        RidgeOptions options = options(true, Criterion.NEG_MSE)
                .withAlphas(RidgeOptions.logspace(0, 5, 11))
                .withSelection(InnerSelection.LEAVE_ONE_OUT);
        try (RidgeDesign design = design(x.rows(0, 240), options)) {
            RidgeModel model = design.fitTile(y.rows(0, 240)).model();
            assertClose(model.alphas(), SharedData.csv(FMRI + "ridgecv_gcv_alpha.csv"), ALPHA);
            assertClose(
                    model.weightsAsDouble().transposed(), SharedData.csv(FMRI + "ridgecv_gcv_coef.csv"), CLOSED_FORM);
            double[] r = TargetScores.of(
                            RowSource.of(y.rows(240, 362)), RowSource.of(model.predict(RowSource.of(x.rows(240, 362)))))
                    .r();
            assertClose(r, SharedData.csv(FMRI + "ridgecv_test_r.csv"), CLOSED_FORM);
        }
    }

    @Test
    void meanR2OfFiveFoldsOnRealDataIsScikitLearns() {
        DoubleMatrix x = SharedData.csv(FMRI + "X_delayed_1_2_3_4.csv").rows(0, 240);
        DoubleMatrix y = SharedData.csv(FMRI + "Y.csv").rows(0, 240);
        RidgeOptions options = options(false, Criterion.R2).withAlphas(RidgeOptions.logspace(0, 5, 11));
        try (RidgeDesign design = design(x, options)) {
            DoubleMatrix mean = DoubleMatrix.zeros(11, 6);
            for (DoubleMatrix fold : design.innerScores(RowSource.of(y))) {
                for (int j = 0; j < mean.values().length; j++) {
                    mean.values()[j] += fold.values()[j] / 5;
                }
            }
            assertClose(mean, SharedData.csv(FMRI + "kfold5_r2.csv"), CLOSED_FORM);
        }
    }

    private static void assertClose(double[] actual, DoubleMatrix expected, double tolerance) {
        assertClose(DoubleMatrix.wrap(expected.rows(), expected.columns(), actual), expected, tolerance);
    }

    static void assertClose(DoubleMatrix actual, DoubleMatrix expected, double tolerance) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        double size = Math.max(
                1, Arrays.stream(expected.values()).map(Math::abs).max().orElse(0));
        for (int j = 0; j < expected.values().length; j++) {
            assertThat(actual.values()[j]).isCloseTo(expected.values()[j], within(tolerance * size));
        }
    }
}
