package org.neurobeam.encoders.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;
import static org.neurobeam.encoders.kernel.Matrices.select;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.NumericalException;

/** Invariants of kernel ridge over seeded random problems. */
class KernelRidgePropertyTest {
    /** Rounding of float64 closed forms. */
    private static final double ROUNDING = 1e-9;

    private static final RidgeOptions RIDGE =
            RidgeOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 3, 6)).withPrecision(Precision.FLOAT64);

    private static int[] runs(int n) {
        return IntStream.range(0, n).map(i -> i * 4 / n).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "6,LEAVE_ONE_RUN_OUT,true,PER_TARGET,false",
        "6,LEAVE_ONE_RUN_OUT,false,GLOBAL,false",
        "6,LEAVE_ONE_OUT,true,PER_TARGET,false",
        "70,LEAVE_ONE_RUN_OUT,true,PER_TARGET,true",
        "70,LEAVE_ONE_OUT,false,PER_TARGET,false",
        "70,K_FOLD,true,GLOBAL,true"
    })
    void theLinearKernelGivesLinearRidge(
            int p, InnerSelection selection, boolean intercept, AlphaScope scope, boolean conservative) {
        int n = 48;
        DoubleMatrix x = gaussian(n, p, 1);
        DoubleMatrix y = planted(x, 2);
        RidgeOptions options = RIDGE.withSelection(selection)
                .withIntercept(intercept)
                .withScope(scope)
                .withConservative(conservative);
        Folds outer = Folds.leaveOneRunOut(runs(n));
        try (RidgeDesign design = RidgeDesign.of(x, runs(n), outer, options);
                KernelRidge kernel = KernelRidge.of(
                        RowSource.of(x),
                        runs(n),
                        outer,
                        KernelRidgeOptions.defaults().withRidge(options))) {
            RidgeFit expected = design.fitTile(y);
            KernelRidgeFit fit = kernel.fitTile(RowSource.of(y));
            assertThat(fit.crossValidation().outerAlphas()).isEqualTo(expected.outerAlphas());
            assertClose(fit.crossValidation().predictionsAsDouble(), expected.predictionsAsDouble(), ROUNDING);
            assertClose(
                    fit.model().primalWeights(RowSource.of(x)), expected.model().weightsAsDouble(), ROUNDING);
            for (int v = 0; v < 3; v++) {
                assertThat(fit.model().intercept()[v])
                        .isCloseTo(expected.model().intercept()[v], within(ROUNDING));
            }
        }
    }

    private static DoubleMatrix planted(DoubleMatrix x, long seed) {
        DoubleMatrix y = gaussian(x.rows(), 3, seed);
        for (int i = 0; i < x.rows(); i++) {
            for (int v = 0; v < 3; v++) {
                y.set(i, v, 4 + v + y.get(i, v) + x.get(i, v) - 2 * x.get(i, v + 1));
            }
        }
        return y;
    }

    /** Every score of a non-linear kernel by centring, solving and predicting fold by fold. */
    @ParameterizedTest
    @EnumSource(Criterion.class)
    void scoresAreThoseOfRefits(Criterion criterion) {
        int n = 40;
        DoubleMatrix x = gaussian(n, 3, 3);
        DoubleMatrix y = planted(gaussian(n, 5, 4), 5);
        Kernel rbf = new Kernel.Rbf(OptionalDouble.empty());
        RidgeOptions options = RIDGE.withCriterion(criterion);
        KernelRidgeOptions settings = new KernelRidgeOptions(rbf, options);
        try (KernelRidge ridge = KernelRidge.of(RowSource.of(x), runs(n), Folds.none(n), settings)) {
            List<DoubleMatrix> scores = ridge.innerScores(RowSource.of(y));
            List<Fold> folds = Folds.leaveOneRunOut(runs(n)).list();
            for (int f = 0; f < 4; f++) {
                DoubleMatrix xt = select(x, folds.get(f).train());
                for (int j = 0; j < 6; j++) {
                    RidgeOptions one =
                            options.withAlphas(List.of(options.alphas().get(j)));
                    try (KernelRidge alone = KernelRidge.of(
                                    RowSource.of(xt), new int[30], Folds.none(30), new KernelRidgeOptions(rbf, one));
                            DenseMatrix test = rbf.matrix(
                                    RowSource.of(select(x, folds.get(f).test())), RowSource.of(xt))) {
                        DoubleMatrix predicted = alone.fitTile(
                                        RowSource.of(select(y, folds.get(f).train())))
                                .model()
                                .predict(test);
                        TargetScores expected = TargetScores.of(
                                RowSource.of(select(y, folds.get(f).test())), RowSource.of(predicted));
                        double[] values = switch (criterion) {
                            case NEG_MSE ->
                                java.util.Arrays.stream(expected.mse())
                                        .map(m -> -m)
                                        .toArray();
                            case R2 -> expected.r2();
                            case R -> expected.r();
                        };
                        for (int v = 0; v < 3; v++) {
                            assertThat(scores.get(f).get(j, v)).isCloseTo(values[v], within(1e-8));
                        }
                    }
                }
            }
        }
    }

    /** Defect 2: K = diag(1, 2, -0.5): alpha 1 is just allowed and exact, 1/(1 - 0.5) = 2; nothing is clamped in silence. */
    @Test
    void indefiniteKernelsRefuseSmallPenalties() {
        DoubleMatrix k = DoubleMatrix.of(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0, -0.5}});
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1, 2}, {3, 0}, {1, 1}});
        RidgeOptions options = RIDGE.withIntercept(false).withAlphas(List.of(1.0));
        try (DenseMatrix kernel = DenseMatrix.copyOf(k);
                KernelRidge ridge = KernelRidge.of(kernel, new int[3], Folds.none(3), options)) {
            DoubleMatrix w = ridge.fitAt(RowSource.of(y), 1, 1).dualWeightsAsDouble();
            assertClose(w, DoubleMatrix.of(new double[][] {{0.5, 1}, {1, 0}, {2, 2}}), ROUNDING);
            assertThatThrownBy(() -> ridge.fitAt(RowSource.of(y), 1, 0.99))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("0.99")
                    .hasMessageContaining("below 1.0");
            assertThatThrownBy(() -> KernelRidge.of(
                            kernel,
                            new int[3],
                            Folds.none(3),
                            options.withAlphas(List.of(0.3, 2.0)).withInnerFolds(3)))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("indefinite");
        }
    }

    /** With an intercept the constant lies between the eigenvalues of either sign and must not be used. */
    @ParameterizedTest
    @CsvSource({"K_FOLD", "LEAVE_ONE_OUT"})
    void indefiniteKernelsWithAnInterceptPredictAsTheNormalEquations(InnerSelection selection) {
        int n = 30;
        DoubleMatrix x = gaussian(n, 4, 6);
        DoubleMatrix y = planted(x, 7);
        Kernel sigmoid = new Kernel.Sigmoid(OptionalDouble.of(1), -1);
        RidgeOptions options = RIDGE.withAlphas(List.of(30.0)).withSelection(selection);
        try (DenseMatrix k = sigmoid.matrix(RowSource.of(x));
                KernelRidge ridge = KernelRidge.of(k, new int[n], Folds.none(n), options)) {
            KernelRidgeModel model = ridge.fitTile(RowSource.of(y)).model();
            DoubleMatrix fitted = model.predict(k);
            for (int v = 0; v < 3; v++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    double w = model.dualWeightsAsDouble().get(i, v);
                    sum += w;
                    // (K_c + alpha) w = y_c  <=>  alpha w = y - prediction
                    assertThat(30 * w).isCloseTo(y.get(i, v) - fitted.get(i, v), within(ROUNDING * 10));
                }
                assertThat(sum).isCloseTo(0, within(ROUNDING));
            }
        }
    }

    /**
     * Centred features reach all but the constant, few features reach little: what they do not reach belongs to the dual
     * weights, so that alpha w = y - K w.
     */
    @ParameterizedTest
    @CsvSource({"60,FLOAT64,1e-9", "5,FLOAT64,1e-9", "60,FLOAT32,1e-3", "5,FLOAT32,1e-3"})
    void whatNoComponentReachesIsPartOfTheWeights(int p, Precision precision, double tolerance) {
        int n = 30;
        DoubleMatrix x = gaussian(n, p, 11);
        for (int j = 0; j < p; j++) {
            double mean = java.util.Arrays.stream(x.column(j)).average().orElseThrow();
            for (int i = 0; i < n; i++) {
                x.set(i, j, x.get(i, j) - mean);
            }
        }
        DoubleMatrix y = planted(x, 12);
        for (int i = 0; i < n; i++) {
            y.set(i, 1, y.get(i, 1) + 2);
        }
        RidgeOptions options =
                RIDGE.withIntercept(false).withAlphas(List.of(0.1)).withPrecision(precision);
        try (DenseMatrix k = new Kernel.Linear().matrix(RowSource.of(x));
                KernelRidge ridge = KernelRidge.of(k, new int[n], Folds.none(n), options)) {
            KernelRidgeModel model = ridge.fitTile(RowSource.of(y)).model();
            DoubleMatrix fitted = model.predict(k);
            for (int v = 0; v < 3; v++) {
                double size = java.util.Arrays.stream(y.column(v))
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
                for (int i = 0; i < n; i++) {
                    double w = model.dualWeightsAsDouble().get(i, v);
                    assertThat(0.1 * w).isCloseTo(y.get(i, v) - fitted.get(i, v), within(tolerance * size));
                }
            }
        }
    }

    @Test
    void targetsThatCannotBeFittedDoNotSpoilTheOthers() {
        int n = 40;
        DoubleMatrix x = gaussian(n, 5, 8);
        DoubleMatrix y = planted(x, 9);
        DoubleMatrix spoiled = DoubleMatrix.wrap(n, 3, y.values().clone());
        spoiled.set(3, 0, Double.NaN);
        for (int i = 0; i < n; i++) {
            spoiled.set(i, 2, 1.5);
        }
        KernelRidgeOptions options = new KernelRidgeOptions(new Kernel.Cosine(), RIDGE);
        try (KernelRidge ridge = KernelRidge.of(RowSource.of(x), runs(n), Folds.leaveOneRunOut(runs(n)), options)) {
            KernelRidgeFit clean = ridge.fitTile(RowSource.of(y));
            KernelRidgeFit fit = ridge.fitTile(RowSource.of(spoiled));
            assertThat(fit.crossValidation().nullReason(0)).contains("non_finite");
            assertThat(fit.crossValidation().nullReason(1)).isEmpty();
            assertThat(fit.crossValidation().nullReason(2)).contains("constant");
            assertThat(fit.model().dualWeightsAsDouble().get(0, 0)).isNaN();
            assertThat(fit.model().alphas()[2]).isNaN();
            assertThat(fit.crossValidation().pooledR()[1])
                    .isCloseTo(clean.crossValidation().pooledR()[1], within(ROUNDING));
            assertThat(fit.model().dualWeightsAsDouble().column(1))
                    .containsExactly(clean.model().dualWeightsAsDouble().column(1), within(ROUNDING));
        }
    }

    @Test
    void whatIsNotAKernelIsRefused() {
        try (DenseMatrix notSquare = DenseMatrix.copyOf(gaussian(5, 4, 10));
                DenseMatrix notSymmetric = DenseMatrix.copyOf(gaussian(5, 5, 10));
                DenseMatrix single = notSymmetric.to(Precision.FLOAT32)) {
            for (DenseMatrix k : List.of(notSquare, single)) {
                assertThatThrownBy(() -> KernelRidge.of(k, new int[5], Folds.none(5), RIDGE))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(k.toString());
            }
            assertThatThrownBy(() -> KernelRidge.of(notSymmetric, new int[5], Folds.none(5), RIDGE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not symmetric");
        }
    }
}
