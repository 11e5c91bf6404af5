package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Invariants over seeded random problems of several shapes. */
class RidgePropertyTest {
    /** Rounding of float64 closed forms. */
    private static final double ROUNDING = 1e-9;

    private static final RidgeOptions OPTIONS =
            RidgeOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 3, 6)).withPrecision(Precision.FLOAT64);

    private static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return DoubleMatrix.wrap(
                rows,
                columns,
                IntStream.range(0, rows * columns)
                        .mapToDouble(i -> 3 + random.nextGaussian())
                        .toArray());
    }

    private static int[] runs(int n, int count) {
        return IntStream.range(0, n).map(i -> i * count / n).toArray();
    }

    private static RidgeFit fit(DoubleMatrix x, DoubleMatrix y, RidgeOptions options) {
        int[] runs = runs(x.rows(), 4);
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), options)) {
            return design.fitTile(y);
        }
    }

    private static DoubleMatrix select(DoubleMatrix m, int[] rows) {
        return DoubleMatrix.of(Arrays.stream(rows).mapToObj(m::row).toArray(double[][]::new));
    }

    /** Every score by refitting at a single penalty, which the goldens check against scikit-learn. */
    @ParameterizedTest
    @CsvSource({
        "12,NEG_MSE,true",
        "12,NEG_MSE,false",
        "12,R2,false",
        "12,R,true",
        "12,R2,true",
        "12,R,false",
        "50,NEG_MSE,true",
        "50,R2,false",
        "50,R,true",
        "50,R2,true"
    })
    void innerScoresAreThoseOfRefits(int p, Criterion criterion, boolean intercept) {
        int n = 44;
        DoubleMatrix x = gaussian(n, p, 1);
        DoubleMatrix y = gaussian(n, 3, 2);
        int[] runs = runs(n, 4);
        RidgeOptions options = OPTIONS.withCriterion(criterion).withIntercept(intercept);
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.none(n), options)) {
            List<DoubleMatrix> scores = design.innerScores(RowSource.of(y));
            List<Fold> folds = Folds.leaveOneRunOut(runs).list();
            for (int f = 0; f < folds.size(); f++) {
                for (int j = 0; j < options.alphas().size(); j++) {
                    double[] expected = refit(
                            x,
                            y,
                            folds.get(f),
                            options.withAlphas(List.of(options.alphas().get(j))));
                    for (int v = 0; v < 3; v++) {
                        assertThat(scores.get(f).get(j, v))
                                .isCloseTo(expected[v], within(1e-8 * (1 + Math.abs(expected[v]))));
                    }
                }
            }
        }
    }

    private static double[] refit(DoubleMatrix x, DoubleMatrix y, Fold fold, RidgeOptions options) {
        try (RidgeDesign design = RidgeDesign.of(
                select(x, fold.train()), new int[fold.train().length], Folds.none(fold.train().length), options)) {
            RidgeModel model = design.fitTile(select(y, fold.train())).model();
            TargetScores scores = TargetScores.of(
                    RowSource.of(select(y, fold.test())),
                    RowSource.of(model.predict(RowSource.of(select(x, fold.test())))));
            return switch (options.criterion()) {
                case NEG_MSE -> Arrays.stream(scores.mse()).map(m -> -m).toArray();
                case R2 -> scores.r2();
                case R -> scores.r();
            };
        }
    }

    /** Purged folds: neighbours of the validation rows neither train nor test, and the fold is still exact. */
    @Test
    void outerFoldsMayLeaveRowsOut() {
        DoubleMatrix x = gaussian(40, 5, 3);
        DoubleMatrix y = gaussian(40, 2, 4);
        Fold purged = new Fold(
                IntStream.concat(IntStream.range(0, 8), IntStream.range(22, 40)).toArray(),
                IntStream.range(10, 20).toArray());
        RidgeOptions options = OPTIONS.withSelection(InnerSelection.LEAVE_ONE_OUT);
        try (RidgeDesign design = RidgeDesign.of(x, runs(40, 4), Folds.of(40, List.of(purged)), options)) {
            RidgeFit fit = design.fitTile(y);
            int train = purged.train().length;
            try (RidgeDesign alone =
                    RidgeDesign.of(select(x, purged.train()), new int[train], Folds.none(train), options)) {
                RidgeModel model = alone.fitTile(select(y, purged.train())).model();
                assertThat(fit.outerAlphas().row(0)).isEqualTo(model.alphas());
                RidgeGoldenTest.assertClose(
                        fit.predictionsAsDouble().rows(10, 20), model.predict(RowSource.of(x.rows(10, 20))), ROUNDING);
            }
            assertThat(fit.predictions().get(9, 0)).isNaN();
            assertThat(fit.pooledR()[0]).isCloseTo(fit.foldR().get(0, 0), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @CsvSource({"6,LEAVE_ONE_RUN_OUT", "6,LEAVE_ONE_OUT", "60,LEAVE_ONE_RUN_OUT", "60,LEAVE_ONE_OUT", "6,K_FOLD"})
    void whatIsFittedWithoutARunDoesNotDependOnIt(int p, InnerSelection selection) {
        DoubleMatrix x = gaussian(48, p, 5);
        DoubleMatrix y = gaussian(48, 4, 6);
        DoubleMatrix changed = DoubleMatrix.wrap(48, 4, y.values().clone());
        for (int i = 0; i < 12; i++) {
            System.arraycopy(y.values(), (11 - i) * 4, changed.values(), i * 4, 4);
            changed.set(i, 0, 40 * changed.get(i, 0));
        }
        RidgeOptions options = OPTIONS.withSelection(selection);
        RidgeFit before = fit(x, y, options);
        RidgeFit after = fit(x, changed, options);
        assertThat(after.outerAlphas().row(0)).isEqualTo(before.outerAlphas().row(0));
        RidgeGoldenTest.assertClose(
                after.predictionsAsDouble().rows(0, 12),
                before.predictionsAsDouble().rows(0, 12),
                ROUNDING);
        assertThat(after.predictionsAsDouble().row(20))
                .isNotEqualTo(before.predictionsAsDouble().row(20));
    }

    @Test
    void permutedTargetsPermuteEverythingAndScaledTargetsScaleIt() {
        DoubleMatrix x = gaussian(48, 6, 7);
        DoubleMatrix y = gaussian(48, 3, 8);
        DoubleMatrix other = DoubleMatrix.zeros(48, 3);
        for (int i = 0; i < 48; i++) {
            other.set(i, 0, y.get(i, 2));
            other.set(i, 1, 4 * y.get(i, 0));
            other.set(i, 2, y.get(i, 1) - 7);
        }
        RidgeFit a = fit(x, y, OPTIONS);
        RidgeFit b = fit(x, other, OPTIONS);
        int[] from = {2, 0, 1};
        double[] scale = {1, 4, 1};
        for (int v = 0; v < 3; v++) {
            assertThat(b.pooledR()[v]).isCloseTo(a.pooledR()[from[v]], within(ROUNDING));
            assertThat(b.pooledR2()[v]).isCloseTo(a.pooledR2()[from[v]], within(ROUNDING));
            for (int j = 0; j < 6; j++) {
                assertThat(b.model().weightsAsDouble().get(j, v))
                        .isCloseTo(scale[v] * a.model().weightsAsDouble().get(j, from[v]), within(ROUNDING));
            }
        }
        assertThat(b.model().intercept()[2]).isCloseTo(a.model().intercept()[1] - 7, within(1e-8));
    }

    @Test
    void theSameTileGivesTheSameBitsAndTilesAgree() {
        DoubleMatrix x = gaussian(48, 6, 9);
        DoubleMatrix y = gaussian(48, 5, 10);
        RidgeOptions options = OPTIONS.withPrecision(Precision.FLOAT32);
        RidgeFit whole = fit(x, y, options);
        assertThat(fit(x, y, options).predictions()).isEqualTo(whole.predictions());
        DoubleMatrix part = DoubleMatrix.zeros(48, 2);
        for (int i = 0; i < 48; i++) {
            part.set(i, 0, y.get(i, 3));
            part.set(i, 1, y.get(i, 4));
        }
        RidgeFit tile = fit(x, part, options);
        for (int v = 0; v < 2; v++) {
            assertThat(tile.pooledR()[v]).isCloseTo(whole.pooledR()[3 + v], within(1e-5));
        }
    }

    @Test
    void aHugePenaltyPredictsTheTrainingMean() {
        DoubleMatrix x = gaussian(48, 6, 11);
        DoubleMatrix y = gaussian(48, 2, 12);
        RidgeFit fit = fit(x, y, OPTIONS.withAlphas(List.of(1e14)));
        for (double w : fit.model().weightsAsDouble().values()) {
            assertThat(w).isCloseTo(0, within(1e-10));
        }
        double mean =
                IntStream.range(0, 48).mapToDouble(i -> y.get(i, 0)).average().orElseThrow();
        assertThat(fit.model().intercept()[0]).isCloseTo(mean, within(ROUNDING));
    }

    @Test
    void duplicatedColumnsShareTheWeightAndChangeNoPredictionAtTwiceThePenalty() {
        DoubleMatrix x = gaussian(48, 5, 13);
        DoubleMatrix twice = DoubleMatrix.zeros(48, 10);
        for (int i = 0; i < 48; i++) {
            for (int j = 0; j < 10; j++) {
                twice.set(i, j, x.get(i, j % 5));
            }
        }
        DoubleMatrix y = gaussian(48, 2, 14);
        RidgeFit one = fit(x, y, OPTIONS.withAlphas(List.of(1.0, 10.0, 100.0)));
        RidgeFit two = fit(twice, y, OPTIONS.withAlphas(List.of(2.0, 20.0, 200.0)));
        RidgeGoldenTest.assertClose(two.predictionsAsDouble(), one.predictionsAsDouble(), ROUNDING);
        for (int j = 0; j < 5; j++) {
            assertThat(two.model().weightsAsDouble().get(j, 0))
                    .isCloseTo(two.model().weightsAsDouble().get(j + 5, 0), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource(InnerSelection.class)
    void primalAndDualAreOneModel(InnerSelection selection) {
        DoubleMatrix x = gaussian(48, 7, 15);
        DoubleMatrix y = gaussian(48, 3, 16);
        RidgeOptions options = selection == InnerSelection.SPLITTER
                ? OPTIONS.withSplitter(new ChunkedHoldOut(4, 1, 3, 1))
                : OPTIONS.withSelection(selection);
        RidgeFit primal = fit(x, y, options);
        RidgeFit dual = fit(RidgeGoldenTest.widened(x), y, options);
        assertThat(dual.outerAlphas()).isEqualTo(primal.outerAlphas());
        RidgeGoldenTest.assertClose(dual.predictionsAsDouble(), primal.predictionsAsDouble(), ROUNDING);
        RidgeGoldenTest.assertClose(
                dual.model().weightsAsDouble().rows(0, 7), primal.model().weightsAsDouble(), ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"NEG_MSE,6", "R2,6", "R,6", "NEG_MSE,70", "R2,70", "R,70"})
    void leaveOneOutScoresAreThoseOfRefits(Criterion criterion, int p) {
        int n = 24;
        DoubleMatrix x = gaussian(n, p, 17);
        DoubleMatrix y = gaussian(n, 2, 18);
        RidgeOptions options = OPTIONS.withCriterion(criterion).withSelection(InnerSelection.LEAVE_ONE_OUT);
        int[] each = IntStream.range(0, n).toArray();
        try (RidgeDesign design = RidgeDesign.of(x, each, Folds.none(n), options);
                RidgeDesign refits = RidgeDesign.of(
                        x,
                        each,
                        Folds.kFold(n, n),
                        options.withAlphas(List.of(options.alphas().get(2))))) {
            TargetScores scores = TargetScores.of(
                    RowSource.of(y), RowSource.of(refits.fitTile(y).predictionsAsDouble()));
            double[] expected = switch (criterion) {
                case NEG_MSE -> Arrays.stream(scores.mse()).map(m -> -m).toArray();
                case R2 -> scores.r2();
                case R -> scores.r();
            };
            DoubleMatrix actual = design.innerScores(RowSource.of(y)).get(0);
            for (int v = 0; v < 2; v++) {
                assertThat(actual.get(2, v)).isCloseTo(expected[v], within(1e-8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"LEAVE_ONE_RUN_OUT,7", "LEAVE_ONE_OUT,7", "LEAVE_ONE_RUN_OUT,80", "LEAVE_ONE_OUT,80"})
    void floatDataGivesTheDoubleScoresEvenFarFromZero(InnerSelection selection, int p) {
        DoubleMatrix x = gaussian(48, p, 19);
        DoubleMatrix y = gaussian(48, 3, 20);
        for (int j = 0; j < y.values().length; j++) {
            y.values()[j] = (float) (1000 + 10 * y.values()[j]);
        }
        RidgeFit exact = fit(x, y, OPTIONS.withSelection(selection));
        RidgeFit single = fit(x, y, OPTIONS.withSelection(selection).withPrecision(Precision.FLOAT32));
        for (int v = 0; v < 3; v++) {
            assertThat(single.pooledR()[v]).isCloseTo(exact.pooledR()[v], within(1e-4));
            assertThat(single.cvScores()[v]).isCloseTo(exact.cvScores()[v], within(1e-5 * -exact.cvScores()[v]));
        }
    }
}
