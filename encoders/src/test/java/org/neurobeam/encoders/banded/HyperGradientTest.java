package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.testing.SharedData;

class HyperGradientTest {
    private static final String DIR = BandedGoldenTest.DIR;
    /** Solutions to 1e-13; the golden gradient was solved to 1e-14. */
    private static final double GRADIENT = 1e-7;
    /** Truncation and rounding of central differences with step 1e-5. */
    private static final double DIFFERENCES = 1e-6;
    /** Fraction of a score that a descent may leave on the table. */
    private static final double FLOOR = 1e-3;

    /** Solutions to 1e-3 stop at another iteration when their residual is near the bound. */
    private static final double INEXACT = 1e-3;

    private static final HyperGradientOptions EXACT =
            new HyperGradientOptions(200, 1e-6, 1e-13, 500, HyperGradientOptions.Start.RIDGE, false, 4);

    private static FoldGradient.Evaluation evaluate(
            FoldGradient fold, DoubleMatrix y, DoubleMatrix deltas, HyperGradientOptions options) {
        try (MatrixScope scope = new MatrixScope();
                DenseMatrix all = DenseMatrix.copyOf(y)) {
            DenseMatrix[] state = {
                scope.zeros(Precision.FLOAT64, fold.trainingRows(), y.columns()),
                scope.zeros(Precision.FLOAT64, fold.trainingRows(), y.columns())
            };
            return fold.evaluate(fold.split(all, scope), deltas, state, options);
        }
    }

    @Test
    void lossAndGradientAreHimalayas() {
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        DoubleMatrix deltas = SharedData.csv(DIR + "in_deltas.csv");
        Fold first = Folds.kFold(60, 5).list().get(0);
        try (BandKernels kernels = BandKernels.of(BandedGoldenTest.bands(BandedGoldenTest.split("in_X.csv")));
                FoldGradient fold = new FoldGradient(kernels, first, false)) {
            FoldGradient.Evaluation e = evaluate(fold, y, deltas, EXACT);
            assertClose(e.loss().values(), SharedData.csv(DIR + "hg_loss_fold0.csv"), GRADIENT);
            assertClose(e.direct(), SharedData.csv(DIR + "hg_grad_direct_fold0.csv"), GRADIENT);
            assertClose(e.gradient(), SharedData.csv(DIR + "hg_grad_fold0.csv"), GRADIENT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theGradientIsThatOfFiniteDifferences(boolean intercept) {
        List<DoubleMatrix> x = List.of(gaussian(30, 4, 1), gaussian(30, 40, 2));
        DoubleMatrix y = gaussian(30, 3, 3);
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] += 2;
        }
        DoubleMatrix deltas = DoubleMatrix.of(new double[][] {{-1, 0, -3}, {-4, -2, 0.5}});
        try (BandKernels kernels = BandKernels.of(BandedGoldenTest.bands(x));
                FoldGradient fold =
                        new FoldGradient(kernels, Folds.kFold(30, 3).list().get(1), intercept)) {
            DoubleMatrix gradient = evaluate(fold, y, deltas, EXACT).gradient();
            for (int i = 0; i < 2; i++) {
                double[][] loss = new double[2][];
                for (int side = 0; side < 2; side++) {
                    DoubleMatrix moved = DoubleMatrix.wrap(2, 3, deltas.values().clone());
                    for (int v = 0; v < 3; v++) {
                        moved.set(i, v, deltas.get(i, v) + (side == 0 ? 1e-5 : -1e-5));
                    }
                    loss[side] = evaluate(fold, y, moved, EXACT).loss().values();
                }
                for (int v = 0; v < 3; v++) {
                    double expected = (loss[0][v] - loss[1][v]) / 2e-5;
                    assertThat(gradient.get(i, v)).isCloseTo(expected, within(DIFFERENCES * (1 + Math.abs(expected))));
                }
            }
        }
    }

    /** Both starts reach the scores that himalaya reaches from deltas of -1 in 200 iterations. */
    @ParameterizedTest
    @EnumSource(HyperGradientOptions.Start.class)
    void theDescentReachesHimalayasScores(HyperGradientOptions.Start start) {
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        double[] floor = SharedData.csv(DIR + "hg_final_cv_score.csv").values();
        HyperGradientOptions options = HyperGradientOptions.defaults()
                .withIntercept(false)
                .withStart(start)
                .withEffort(60, 1e-3, 1e-4);
        try (BandKernels kernels = BandKernels.of(BandedGoldenTest.bands(BandedGoldenTest.split("in_X.csv")))) {
            BandedFit fit = new HyperGradient(options).fit(kernels, RowSource.of(y), Folds.kFold(60, 5));
            double[] scores = fit.selection().bestScores();
            for (int v = 0; v < 7; v++) {
                assertThat(scores[v]).isGreaterThan(floor[v] - FLOOR);
            }
            BandedModel same = new MultipleKernelRidge(BandCandidates.dirichlet(1, 3, 0), BandedGoldenTest.options())
                    .fitAt(kernels, RowSource.of(y), fit.selection().deltas());
            assertThat(fit.model().dualWeightsAsDouble()).isEqualTo(same.dualWeightsAsDouble());
        }
    }

    /** Offsets of targets and features move the intercept only, and the useful band gets the larger weight. */
    @Test
    void theInterceptTakesOffsets() {
        int n = 80;
        List<DoubleMatrix> x = List.of(gaussian(n, 5, 4), gaussian(n, 60, 5));
        DoubleMatrix y = gaussian(n, 3, 6);
        DoubleMatrix raised = DoubleMatrix.zeros(n, 3);
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < 3; v++) {
                y.set(i, v, y.get(i, v) + 2 * x.get(0).get(i, v));
                raised.set(i, v, y.get(i, v) + 50);
            }
        }
        raised.set(4, 2, Double.NaN);
        HyperGradient descent = new HyperGradient(HyperGradientOptions.defaults());
        try (BandKernels kernels = BandKernels.of(BandedGoldenTest.bands(x))) {
            BandedFit fit = descent.fit(kernels, RowSource.of(y), Folds.kFold(n, 4));
            BandedFit high = descent.fit(kernels, RowSource.of(raised), Folds.kFold(n, 4));
            for (int v = 0; v < 2; v++) {
                assertThat(fit.selection().deltas().get(0, v))
                        .isGreaterThan(fit.selection().deltas().get(1, v) + 1);
                assertThat(high.selection().deltas().column(v))
                        .containsExactly(fit.selection().deltas().column(v), within(INEXACT));
                assertThat(high.model().intercept()[v]).isCloseTo(fit.model().intercept()[v] + 50, within(INEXACT));
            }
            assertThat(high.selection().nullReason(2)).contains("non_finite");
            assertThat(high.model().predict(kernels).get(0, 2)).isNaN();
            double[] r2 = TargetScores.of(
                            RowSource.of(y), RowSource.of(fit.model().predict(kernels)))
                    .r2();
            assertThat(Arrays.stream(r2).min().orElseThrow()).isGreaterThan(0.6);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> HyperGradientOptions.defaults().withEffort(0, 1e-2, 1e-3))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("iterations 0");
        assertThatThrownBy(() -> HyperGradientOptions.defaults().withEffort(3, 1e-2, 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("solverTolerance 2.0");
    }
}
