package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.preprocess.split.NestedFolds;
import org.neurobeam.preprocess.split.Splitter;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.NumericalException;

class LeaveOutTest {
    private static final RidgeOptions RIDGE =
            RidgeOptions.defaults().withAlphas(List.of(1.0, 10.0, 100.0)).withPrecision(Precision.FLOAT64);

    private static LeaveOutOptions options() {
        return LeaveOutOptions.of(RIDGE);
    }

    @Test
    void oneFeatureByHand() {
        // without the last row and intercept: x = (1, 2), y = (2, 3), w = 8 / (5 + 3) = 1, prediction of x = 4 is 4
        DoubleMatrix x = DoubleMatrix.of(new double[][] {{1}, {2}, {4}});
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{2}, {3}, {7}});
        Folds last = Folds.of(3, List.of(new Fold(new int[] {0, 1}, new int[] {2})));
        LeaveOutOptions options = LeaveOutOptions.of(RIDGE.withIntercept(false).withAlphas(List.of(3.0)));
        for (String side : List.of("primal", "dual", "kernel")) {
            try (LeaveOutDesign design = LeaveOutGoldenTest.design(x, side, last, options)) {
                assertThat(design.predictions(RowSource.of(y), 3).get(0).get(0, 0))
                        .isCloseTo(4, within(1e-12));
                assertThat(design.scores(RowSource.of(y)).get(0).get(0, 0)).isCloseTo(-9, within(1e-11));
            }
        }
    }

    /** A score that prefers a shrunken prediction: anyone may choose penalties by their own rule. */
    @Test
    void penaltiesAreChosenByTheScoreOfTheCaller() {
        DoubleMatrix x = Refit.gaussian(40, 6, 1);
        DoubleMatrix y = Refit.gaussian(40, 3, 2);
        Folds folds = Folds.kFold(40, 4);
        TargetScore smallest = (measured, predicted, target) ->
                -Arrays.stream(predicted).map(f -> f * f).sum();
        try (LeaveOutDesign design =
                LeaveOutDesign.of(RowSource.of(x), folds, LeaveOutOptions.of(RIDGE.withIntercept(false)))) {
            assertThat(design.fit(RowSource.of(y), smallest).alphas()).containsOnly(100);
            TargetScore byTarget = (measured, predicted, target) ->
                    target == 1 ? Arrays.stream(predicted).map(f -> f * f).sum() : Double.NaN;
            LeaveOutFit fit = design.fit(RowSource.of(y), byTarget);
            assertThat(fit.alphas()[1]).isEqualTo(1);
            assertThat(fit.cvScores()[0]).isNaN();
        }
    }

    @Test
    void theCallersScoreSeesMeasuredRowsInTheirOwnUnitsAndOrder() {
        DoubleMatrix y = Refit.offset(12, 1, 3);
        Fold fold = new Fold(new int[] {0, 1, 2, 3, 4, 8, 9}, new int[] {5, 7, 11});
        LeaveOutOptions one = LeaveOutOptions.of(RIDGE.withAlphas(List.of(1.0)));
        try (LeaveOutDesign design =
                LeaveOutDesign.of(RowSource.of(Refit.gaussian(12, 2, 4)), Folds.of(12, List.of(fold)), one)) {
            design.scores(RowSource.of(y), (measured, predicted, target) -> {
                assertThat(measured[0]).isCloseTo(y.get(5, 0), within(1e-12));
                assertThat(measured[1]).isCloseTo(y.get(7, 0), within(1e-12));
                assertThat(measured[2]).isCloseTo(y.get(11, 0), within(1e-12));
                assertThat(predicted).hasSize(3);
                return 0;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 80})
    void badTargetsAreLeftOutWithTheReasonAndTheOthersAreAsWithoutThem(int p) {
        DoubleMatrix x = Refit.gaussian(40, p, 5);
        DoubleMatrix good = Refit.gaussian(40, 2, 6);
        DoubleMatrix y = DoubleMatrix.zeros(40, 4);
        for (int i = 0; i < 40; i++) {
            y.set(i, 0, good.get(i, 0));
            y.set(i, 1, 17);
            y.set(i, 2, i == 23 ? Double.NaN : i);
            y.set(i, 3, good.get(i, 1));
        }
        for (AlphaScope scope : AlphaScope.values()) {
            LeaveOutOptions options = LeaveOutOptions.of(RIDGE.withScope(scope));
            try (LeaveOutDesign design = LeaveOutDesign.of(RowSource.of(x), Folds.kFold(40, 4), options)) {
                LeaveOutFit fit = design.fit(RowSource.of(y));
                LeaveOutFit alone = design.fit(RowSource.of(good));
                assertThat(fit.nullReason(1)).contains("constant");
                assertThat(fit.nullReason(2)).contains("non_finite");
                assertThat(fit.nullReason(3)).isEmpty();
                for (int bad : new int[] {1, 2}) {
                    assertThat(fit.alphas()[bad]).isNaN();
                    assertThat(fit.cvScores()[bad]).isNaN();
                    assertThat(fit.scores().get(0).get(0, bad)).isNaN();
                }
                assertThat(new double[] {fit.alphas()[0], fit.alphas()[3]}).isEqualTo(alone.alphas());
                assertThat(fit.cvScores()[3]).isCloseTo(alone.cvScores()[1], within(1e-12));
                List<DoubleMatrix> predictions = design.predictions(RowSource.of(y), fit.alphas());
                assertThat(predictions.get(2).column(2)).containsOnly(Double.NaN);
                assertThat(predictions.get(2).get(0, 3))
                        .isCloseTo(
                                design.predictions(RowSource.of(good), alone.alphas())
                                        .get(2)
                                        .get(0, 1),
                                within(1e-12));
                DoubleMatrix onlyBad = DoubleMatrix.wrap(40, 1, y.column(1));
                assertThat(design.fit(RowSource.of(onlyBad)).alphas()).containsExactly(Double.NaN);
            }
        }
    }

    @Test
    void memoryAndTileWidthDoNotChangeTheScores() {
        DoubleMatrix x = Refit.gaussian(30, 50, 7);
        DoubleMatrix y = Refit.gaussian(30, 9, 8);
        Folds folds = Folds.kFold(30, 3);
        try (LeaveOutDesign wide = LeaveOutDesign.of(RowSource.of(x), folds, options());
                LeaveOutDesign narrow =
                        LeaveOutDesign.of(RowSource.of(x), folds, options().withMemory(2, 1))) {
            List<DoubleMatrix> a = wide.scores(RowSource.of(y));
            List<DoubleMatrix> b = narrow.scores(RowSource.of(y));
            for (int f = 0; f < 3; f++) {
                LeaveOutGoldenTest.assertClose(b.get(f), a.get(f), 1e-13);
            }
        }
    }

    /**
     * While scores are computed there is one copy of the responses, with refinement a second of those refined, and no
     * more than the inverses asked for.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryIsBoundedAndEverythingIsFreed(boolean nodes) {
        int n = 300;
        int t = 4000;
        DoubleMatrix x = Refit.gaussian(n, 400, 15);
        DoubleMatrix y = Refit.gaussian(n, t, 16);
        RidgeOptions ridge = RidgeOptions.defaults().withAlphas(RidgeOptions.logspace(0, 3, 4));
        long square = 8L * n * n;
        LeaveOutOptions options = nodes
                ? LeaveOutOptions.of(ridge).withNodes(2, true).withMemory(100, 3 * square)
                : LeaveOutOptions.of(ridge).withMemory(100, 1);
        long before = Pointer.totalBytes();
        long[] most = {0};
        try (LeaveOutDesign design = LeaveOutDesign.of(RowSource.of(x), Folds.kFold(n, 5), options)) {
            LeaveOutFit fit = design.fit(RowSource.of(y), (measured, predicted, target) -> {
                most[0] = Math.max(most[0], Pointer.totalBytes());
                return -Math.abs(measured[0] - predicted[0]);
            });
            design.predictions(RowSource.of(y), fit.alphas());
        }
        long copy = 4L * n * t;
        assertThat(most[0] - before).isBetween(copy, (nodes ? 2 : 1) * (copy + 2 * square) + copy / 2);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    /** log p(y_v | y_t) = log p(y) - log p(y_t) for a joint normal density. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logDensitiesAreThoseOfTheJointNormal(boolean purge) {
        int n = 12;
        DoubleMatrix x = Refit.gaussian(n, 5, 9);
        DoubleMatrix y = Refit.gaussian(n, 2, 10);
        int[] runs = new int[n];
        Folds folds = purge ? Folds.kFold(n, 3).purged(1, runs) : Folds.kFold(n, 3);
        LeaveOutOptions options = LeaveOutOptions.of(RIDGE.withIntercept(false));
        DoubleMatrix k = LeaveOutGoldenTest.gram(x);
        for (String side : List.of("primal", "dual")) {
            try (LeaveOutDesign design = LeaveOutGoldenTest.design(x, side, folds, options)) {
                List<DoubleMatrix> densities = design.logDensities(RowSource.of(y));
                for (int f = 0; f < 3; f++) {
                    Fold fold = folds.list().get(f);
                    int[] both = IntStream.concat(IntStream.of(fold.train()), IntStream.of(fold.test()))
                            .sorted()
                            .toArray();
                    for (int v = 0; v < 2; v++) {
                        double joint = NormalDensity.log(k, y.column(v), 10, both);
                        double train = NormalDensity.log(k, y.column(v), 10, fold.train());
                        assertThat(densities.get(f).get(1, v)).isCloseTo(joint - train, within(1e-9));
                    }
                }
            }
        }
    }

    /** A flat prior on the intercept is the limit of a wide one: K + c 11'. */
    @Test
    void logDensitiesWithAnInterceptAreTheLimitOfAWidePrior() {
        int n = 15;
        DoubleMatrix x = Refit.offset(n, 4, 11);
        DoubleMatrix y = Refit.offset(n, 2, 12);
        Folds folds = Folds.kFold(n, 3);
        DoubleMatrix k = LeaveOutGoldenTest.gram(x);
        for (int i = 0; i < k.values().length; i++) {
            k.values()[i] += 1e7;
        }
        for (String side : List.of("primal", "dual")) {
            try (LeaveOutDesign flat = LeaveOutGoldenTest.design(x, side, folds, options());
                    LeaveOutDesign wide =
                            LeaveOutDesign.ofKernel(k, folds, LeaveOutOptions.of(RIDGE.withIntercept(false)))) {
                DoubleMatrix a = flat.logDensities(RowSource.of(y)).get(1);
                DoubleMatrix b = wide.logDensities(RowSource.of(y)).get(1);
                LeaveOutGoldenTest.assertClose(a, b, 1e-5);
            }
        }
    }

    @Test
    void anIndefiniteKernelIsRefusedOnlyWhereThePenaltyDoesNotCoverIt() {
        DoubleMatrix k = DoubleMatrix.of(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0, -0.5}});
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1}, {1}, {3}});
        Folds folds = Folds.kFold(3, 3);
        LeaveOutOptions low = LeaveOutOptions.of(RIDGE.withIntercept(false).withAlphas(List.of(0.4)));
        try (LeaveOutDesign design = LeaveOutDesign.ofKernel(k, folds, low)) {
            assertThatThrownBy(() -> design.fit(RowSource.of(y)))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("plus alpha 0.4 is not positive definite")
                    .hasMessageContaining("remove this alpha");
            assertThat(design.predictions(RowSource.of(y), 0.6).get(0).get(0, 0))
                    .isZero();
        }
    }

    @Test
    void wrongCallsNameBothShapes() {
        DoubleMatrix x = Refit.gaussian(10, 3, 13);
        Folds folds = Folds.kFold(10, 2);
        RowSource features = RowSource.of(x);
        assertThatThrownBy(() -> LeaveOutDesign.of(features, Folds.kFold(9, 2), options()))
                .hasMessageContaining("features [10 samples] but Folds[2 of 9 rows]");
        assertThatThrownBy(() -> LeaveOutDesign.of(features, Folds.none(10), options()))
                .hasMessageContaining("at least one fold");
        assertThatThrownBy(() -> LeaveOutDesign.ofKernel(x, folds, options())).hasMessageContaining("must be square");
        DoubleMatrix skew = DoubleMatrix.of(new double[][] {{1, 2}, {3, 1}});
        assertThatThrownBy(() -> LeaveOutDesign.ofKernel(skew, Folds.kFold(2, 2), options()))
                .hasMessageContaining("not symmetric");
        DoubleMatrix bad = Refit.gaussian(10, 3, 13);
        bad.set(4, 1, Double.NaN);
        assertThatThrownBy(() -> LeaveOutDesign.of(RowSource.of(bad), folds, options()))
                .hasMessageContaining("feature 1 of sample 4 is NaN");
        try (LeaveOutDesign design = LeaveOutDesign.of(features, folds, options())) {
            RowSource y = RowSource.of(Refit.gaussian(10, 2, 14));
            assertThatThrownBy(() -> design.fit(RowSource.of(Refit.gaussian(9, 2, 14))))
                    .hasMessageContaining("10 samples but responses [9 samples x 2 targets]");
            assertThatThrownBy(() -> design.predictions(y, 1)).hasMessageContaining("alphas of 1 targets");
            assertThatThrownBy(() -> design.predictions(y, 1, 0)).hasMessageContaining("> 0 but is 0.0");
            NestedFolds other = NestedFolds.of(Folds.kFold(8, 2), Splitter.kFold(2), 0, new int[8]);
            assertThatThrownBy(() -> design.fitNested(other, y, TargetScore.of(Criterion.R)))
                    .hasMessageContaining("of 8 rows");
        }
        assertThatThrownBy(() -> options().withNodes(1, false)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> options().withNodes(4, false)).hasMessageContaining("2 to 3");
        assertThatThrownBy(() -> options().withMemory(0, 1)).hasMessageContaining("tileWidth is 0");
    }
}
