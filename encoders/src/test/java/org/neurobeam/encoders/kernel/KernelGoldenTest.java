package org.neurobeam.encoders.kernel;

import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.heap;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Against himalaya and direct formulas: {@code ../shared/golden/encoding}. */
class KernelGoldenTest {
    /** Closed forms in float64 on both sides, relative to the largest value. */
    private static final double CLOSED_FORM = 1e-8;

    private static final double ALPHA = 1e-9;
    private static final String DIR = "golden/encoding/";

    private static Kernel kernel(String name) {
        return switch (name) {
            case "polynomial" -> new Kernel.Polynomial(OptionalDouble.of(0.1), 1, 3);
            case "rbf" -> new Kernel.Rbf(OptionalDouble.of(0.05));
            case "sigmoid" -> new Kernel.Sigmoid(OptionalDouble.of(0.02), 0.5);
            default -> new Kernel.Cosine();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"polynomial", "rbf", "sigmoid", "cosine"})
    void kernelsAreHimalayas(String name) {
        DoubleMatrix x = SharedData.csv(DIR + "in_X.csv");
        DoubleMatrix expected = SharedData.csv(DIR + "kernel_" + name + ".csv");
        assertClose(heap(kernel(name).matrix(RowSource.of(x))), expected, CLOSED_FORM);
        assertClose(
                heap(kernel(name).matrix(RowSource.of(x.rows(5, 20)), RowSource.of(x))),
                expected.rows(5, 20),
                CLOSED_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rbf", "cosine"})
    void dualWeightsAtOnePenaltyAreThoseOfTheNormalEquations(String name) {
        DoubleMatrix x = SharedData.csv(DIR + "in_X.csv");
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        KernelRidgeOptions options = new KernelRidgeOptions(kernel(name), options(false, Criterion.NEG_MSE));
        try (KernelRidge ridge = KernelRidge.of(RowSource.of(x), new int[60], Folds.none(60), options)) {
            double[] two = new double[7];
            Arrays.fill(two, 2);
            assertClose(
                    ridge.fitAt(RowSource.of(y), two).dualWeightsAsDouble(),
                    SharedData.csv(DIR + "kernel_" + name + "_dual_alpha2.csv"),
                    CLOSED_FORM);
        }
    }

    @Test
    void centringIsHimalayas() {
        DoubleMatrix x = SharedData.csv(DIR + "in_X_offset.csv");
        DoubleMatrix test = SharedData.csv(DIR + "in_X_test.csv");
        for (int i = 0; i < test.rows(); i++) {
            for (int j = 0; j < 25; j++) {
                test.set(i, j, test.get(i, j) - 1 + 2 * j / 24.0);
            }
        }
        Kernel linear = new Kernel.Linear();
        try (DenseMatrix k = linear.matrix(RowSource.of(x));
                DenseMatrix kTest = linear.matrix(RowSource.of(test), RowSource.of(x))) {
            KernelCentering centring = KernelCentering.of(k);
            centring.centre(k);
            centring.centre(kTest);
            assertClose(k.toDoubleMatrix(), SharedData.csv(DIR + "kernel_centered.csv"), CLOSED_FORM);
            assertClose(kTest.toDoubleMatrix(), SharedData.csv(DIR + "kernel_centered_test.csv"), CLOSED_FORM);
        }
    }

    private static RidgeOptions options(boolean intercept, Criterion criterion) {
        double[] alphas = SharedData.csv(DIR + "in_alphas.csv").values();
        return RidgeOptions.defaults()
                .withAlphas(Arrays.stream(alphas).boxed().toList())
                .withInnerFolds(5)
                .withCriterion(criterion)
                .withIntercept(intercept)
                .withPrecision(Precision.FLOAT64);
    }

    @ParameterizedTest
    @CsvSource({"l2,NEG_MSE,false", "corr,R,false", "l2,NEG_MSE,true", "r2,R2,true"})
    void kernelRidgeCvIsHimalayas(String name, Criterion criterion, boolean i1) {
        String suffix = i1 ? "_i1.csv" : "_i0.csv";
        DoubleMatrix x = SharedData.csv(DIR + (i1 ? "in_X_offset.csv" : "in_X.csv"));
        DoubleMatrix y = SharedData.csv(DIR + (i1 ? "in_Y_offset.csv" : "in_Y.csv"));
        KernelRidgeOptions options = KernelRidgeOptions.defaults().withRidge(options(i1, criterion));
        try (KernelRidge ridge = KernelRidge.of(RowSource.of(x), new int[60], Folds.none(60), options)) {
            KernelRidgeFit fit = ridge.fitTile(RowSource.of(y));
            String primal = DIR + "hi_ridgecv_" + name;
            assertClose(fit.model().alphas(), SharedData.csv(primal + "_best_alpha" + suffix), ALPHA);
            assertClose(fit.crossValidation().cvScores(), SharedData.csv(primal + "_cv_score" + suffix), CLOSED_FORM);
            assertClose(
                    fit.model().dualWeightsAsDouble(),
                    SharedData.csv(DIR + "hi_krcv_" + name + "_dual" + suffix),
                    CLOSED_FORM);
            assertClose(
                    fit.model().primalWeights(RowSource.of(x)), SharedData.csv(primal + "_coef" + suffix), CLOSED_FORM);
            DoubleMatrix scores = SharedData.csv(DIR + "cv_fold_scores_" + name + suffix);
            for (int f = 0; f < 5; f++) {
                assertClose(ridge.innerScores(RowSource.of(y)).get(f), scores.rows(f * 7, (f + 1) * 7), CLOSED_FORM);
            }
        }
    }
}
