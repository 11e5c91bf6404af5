package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.plan.CostModel;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.encoders.plan.Workload;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** Primal, partial fractions and direct are one model, and the cheapest is taken. */
class RidgeWaysTest {
    private static final int N = 48;
    private static final int T = 6;
    /** Partial fractions in float64 err by theta squared. */
    private static final double SCORES = 1e-8;

    private static final List<Way> WAYS = List.of(Way.PRIMAL, Way.PARTIAL_FRACTIONS, Way.DIRECT);

    private static DoubleMatrix offset(int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(N, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = 0.5 + random.nextGaussian();
        }
        return m;
    }

    @ParameterizedTest
    @CsvSource({
        "20, NEG_MSE, true",
        "20, R2, false",
        "20, R, true",
        "46, R, false",
        "46, NEG_MSE, false",
        "90, NEG_MSE, true",
        "90, R2, true",
        "90, R, false",
        "90, R, true"
    })
    void allWaysGiveTheSameScoresPredictionsAndWeights(int p, Criterion criterion, boolean intercept) {
        int[] runs = IntStream.range(0, N).map(i -> i / 12).toArray();
        RowSource x = RowSource.of(offset(p, 1));
        RowSource y = RowSource.of(offset(T, 2));
        RidgeOptions options = RidgeOptions.defaults()
                .withCriterion(criterion)
                .withIntercept(intercept)
                .withPrecision(Precision.FLOAT64);
        Folds outer = Folds.leaveOneRunOut(runs);
        try (RidgeDesign reference = RidgeDesign.by(Way.DIRECT, x, runs, outer, options)) {
            List<DoubleMatrix> scores = reference.innerScores(y);
            RidgeFit fit = reference.fitTile(y);
            for (Way way : p < N ? WAYS : WAYS.subList(1, 2)) {
                try (RidgeDesign other = RidgeDesign.by(way, x, runs, outer, options)) {
                    List<DoubleMatrix> same = other.innerScores(y);
                    for (int f = 0; f < scores.size(); f++) {
                        assertClose(same.get(f).values(), scores.get(f).values());
                    }
                    RidgeFit again = other.fitTile(y);
                    assertThat(again.outerAlphas().values())
                            .isEqualTo(fit.outerAlphas().values());
                    assertClose(
                            again.predictionsAsDouble().values(),
                            fit.predictionsAsDouble().values());
                    assertClose(
                            again.model().weightsAsDouble().values(),
                            fit.model().weightsAsDouble().values());
                    assertClose(again.model().intercept(), fit.model().intercept());
                }
            }
        }
    }

    private static void assertClose(double[] actual, double... expected) {
        assertThat(actual).containsExactly(expected, within(SCORES));
    }

    /** Whichever way: float32 data cost the scores seven digits, not more. */
    @ParameterizedTest
    @CsvSource({"20", "90"})
    void floatDataGiveTheDoubleScoresDirectly(int p) {
        RowSource x = RowSource.of(offset(p, 3));
        RowSource y = RowSource.of(offset(T, 4));
        RidgeOptions single = RidgeOptions.defaults().withInnerFolds(5);
        try (RidgeDesign a = RidgeDesign.by(Way.DIRECT, x, new int[N], Folds.none(N), single);
                RidgeDesign b = RidgeDesign.by(
                        Way.DIRECT, x, new int[N], Folds.none(N), single.withPrecision(Precision.FLOAT64))) {
            List<DoubleMatrix> expected = b.innerScores(y);
            List<DoubleMatrix> actual = a.innerScores(y);
            for (int f = 0; f < expected.size(); f++) {
                assertThat(actual.get(f).values())
                        .containsExactly(expected.get(f).values(), within(2e-5));
            }
        }
    }

    /** The same workloads as in the specification, 7; and one where features are fewer, but not by much. */
    @ParameterizedTest
    @CsvSource({
        "W1, 3600, 4000, 20000, 5, 10, DIRECT",
        "W2, 3600, 20000, 20000, 5, 20, PARTIAL_FRACTIONS",
        "W4, 300, 100, 1000, 5, 10, PRIMAL",
        "W5, 3600, 300, 5000, 5, 20, PRIMAL",
        "nearly square, 3600, 3400, 20000, 5, 20, PARTIAL_FRACTIONS",
        "few targets, 1000, 1200, 3, 5, 20, PARTIAL_FRACTIONS",
        "many folds, 1200, 5000, 20000, 12, 10, DIRECT"
    })
    void theCheapestWayIsTaken(String name, int n, int p, int t, int k, int alphas, Way expected) {
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(RidgeOptions.logspace(0, 5, alphas))
                .withInnerFolds(k);
        DesignPlan plan = DesignPlan.of(new int[n], Folds.none(n), options);
        DesignSettings.Choice choice = DesignSettings.defaults().withTargets(t).choose(n, p, plan, options);
        assertThat(choice.way()).as(name).isEqualTo(expected);
        CostModel costs = CostModel.at(1);
        Workload workload = Workload.of(n, p, t, k, alphas);
        for (Way way : WAYS) {
            assertThat(costs.flops(choice.way(), workload))
                    .as("%s: %s against %s", name, choice.way(), way)
                    .isLessThanOrEqualTo(costs.flops(way, workload));
        }
        assertThat(choice.reason()).contains(choice.way().label(), "cheapest", "TF");
        // without a number of targets the side is all that can be known
        assertThat(DesignSettings.defaults().choose(n, p, plan, options).way())
                .isEqualTo(p < n ? Way.PRIMAL : Way.PARTIAL_FRACTIONS);
    }

    @Test
    void theChoiceReachesTheDesign() {
        RowSource x = RowSource.of(offset(44, 5));
        RidgeOptions options =
                RidgeOptions.defaults().withAlphas(List.of(1.0, 10.0)).withInnerFolds(6);
        DesignSettings many = DesignSettings.defaults().withTargets(100_000);
        try (RidgeDesign primal = RidgeDesign.of(x, new int[N], Folds.none(N), options);
                RidgeDesign cheapest = RidgeDesign.of(x, new int[N], Folds.none(N), options, many)) {
            assertThatThrownBy(() -> primal.fitTile(RowSource.of(offset(T, 6)), KeptWeights.DUAL))
                    .hasMessageContaining("dual weights");
            RidgeFit dual = cheapest.fitTile(RowSource.of(offset(T, 6)), KeptWeights.DUAL);
            assertThat(dual.model().kept()).isEqualTo(KeptWeights.DUAL);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> DesignSettings.defaults().withTargets(0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("design.targets is 0");
        assertThatThrownBy(() -> DesignSettings.defaults().withWorkers(0)).hasMessageContaining("design.workers is 0");
    }
}
