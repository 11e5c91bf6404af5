package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Against refits of numpy and the choices of himalaya: {@code ../shared/golden/encoding}. */
class LeaveOutGoldenTest {
    /** Closed forms in float64 on both sides, relative to the largest value. */
    private static final double EXACT = 1e-10;
    /** Penalties are printed with 17 digits but computed by different powers. */
    private static final double ALPHA = 1e-9;

    private static final String DIR = "golden/encoding/";

    private static DoubleMatrix golden(String name) {
        return SharedData.csv(DIR + name + ".csv");
    }

    private static DoubleMatrix x(boolean i1) {
        return golden(i1 ? "in_X_offset" : "in_X");
    }

    private static DoubleMatrix y(boolean i1) {
        return golden(i1 ? "in_Y_offset" : "in_Y");
    }

    private static Folds folds() {
        int[] ids = Arrays.stream(golden("in_fold_id").values())
                .mapToInt(id -> (int) id)
                .toArray();
        return Folds.leaveOneRunOut(ids);
    }

    private static LeaveOutOptions options(boolean i1, Criterion criterion) {
        return LeaveOutOptions.of(RidgeOptions.defaults()
                        .withAlphas(Arrays.stream(golden("in_alphas").values())
                                .boxed()
                                .toList())
                        .withCriterion(criterion)
                        .withIntercept(i1)
                        .withPrecision(Precision.FLOAT64))
                .withMemory(3, 1);
    }

    static LeaveOutDesign design(DoubleMatrix x, String side, Folds folds, LeaveOutOptions options) {
        return switch (side) {
            case "primal" -> LeaveOutDesign.primal(RowSource.of(x), folds, options);
            case "dual" -> LeaveOutDesign.dual(RowSource.of(x), folds, options);
            default -> LeaveOutDesign.ofKernel(gram(x), folds, options);
        };
    }

    static DoubleMatrix gram(DoubleMatrix x) {
        DoubleMatrix k = DoubleMatrix.zeros(x.rows(), x.rows());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.rows(); j++) {
                double sum = 0;
                for (int f = 0; f < x.columns(); f++) {
                    sum += x.get(i, f) * x.get(j, f);
                }
                k.set(i, j, sum);
            }
        }
        return k;
    }

    @ParameterizedTest
    @CsvSource({"false,primal", "true,primal", "false,dual", "true,dual", "false,kernel", "true,kernel"})
    void residualsWithoutAFoldAreThoseOfRefits(boolean i1, String side) {
        DoubleMatrix expected = golden("blockloo_residuals_" + (i1 ? "i1" : "i0"));
        double[] ten = new double[7];
        Arrays.fill(ten, 10);
        Folds folds = folds();
        try (LeaveOutDesign design = design(x(i1), side, folds, options(i1, Criterion.NEG_MSE))) {
            List<DoubleMatrix> predictions = design.predictions(RowSource.of(y(i1)), ten);
            for (int f = 0; f < 5; f++) {
                int[] rows = folds.list().get(f).test();
                for (int i = 0; i < rows.length; i++) {
                    for (int v = 0; v < 7; v++) {
                        assertThat(y(i1).get(rows[i], v) - predictions.get(f).get(i, v))
                                .isCloseTo(expected.get(rows[i], v), within(EXACT));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "l2,NEG_MSE,false,primal", "corr,R,false,primal", "l2,NEG_MSE,true,primal", "r2,R2,true,primal",
        "l2,NEG_MSE,false,dual", "corr,R,false,dual", "l2,NEG_MSE,true,dual", "r2,R2,true,dual",
        "l2,NEG_MSE,true,kernel", "corr,R,false,kernel"
    })
    void everyFoldAlphaAndTargetScoresAsInARefit(String name, Criterion criterion, boolean i1, String side) {
        DoubleMatrix expected = golden("cv_fold_scores_" + name + (i1 ? "_i1" : "_i0"));
        try (LeaveOutDesign design = design(x(i1), side, folds(), options(i1, criterion))) {
            List<DoubleMatrix> scores = design.scores(RowSource.of(y(i1)));
            for (int f = 0; f < 5; f++) {
                assertClose(scores.get(f), expected.rows(f * 7, (f + 1) * 7), EXACT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "l2,NEG_MSE,false",
        "corr,R,false",
        "l2,NEG_MSE,true",
        "r2,R2,true",
    })
    void penaltiesAndTheirScoresAreHimalayas(String name, Criterion criterion, boolean i1) {
        String suffix = i1 ? "_i1" : "_i0";
        for (String side : List.of("primal", "dual")) {
            try (LeaveOutDesign design = design(x(i1), side, folds(), options(i1, criterion))) {
                LeaveOutFit fit = design.fit(RowSource.of(y(i1)));
                assertClose(fit.alphas(), golden("hi_ridgecv_" + name + "_best_alpha" + suffix), ALPHA);
                assertClose(fit.cvScores(), golden("hi_ridgecv_" + name + "_cv_score" + suffix), EXACT);
            }
        }
    }

    @Test
    void oneAlphaForAllAndTheConservativeRuleAreHimalayas() {
        LeaveOutOptions options = options(false, Criterion.NEG_MSE);
        LeaveOutOptions global = LeaveOutOptions.of(options.ridge().withScope(AlphaScope.GLOBAL));
        LeaveOutOptions conservative = LeaveOutOptions.of(options.ridge().withConservative(true));
        try (LeaveOutDesign design = design(x(false), "dual", folds(), global)) {
            assertClose(design.fit(RowSource.of(y(false))).alphas(), golden("hi_ridgecv_global_alpha_i0"), ALPHA);
        }
        try (LeaveOutDesign design = design(x(false), "dual", folds(), conservative)) {
            assertClose(design.fit(RowSource.of(y(false))).alphas(), golden("hi_ridgecv_conservative_alpha_i0"), ALPHA);
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
