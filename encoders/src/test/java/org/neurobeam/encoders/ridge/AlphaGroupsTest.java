package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Penalties that groups of targets share. */
class AlphaGroupsTest {
    /** Rounding of float64 closed forms. */
    private static final double ROUNDING = 1e-9;

    private static final int N = 48;
    private static final int P = 6;
    private static final int[] RUNS = IntStream.range(0, N).map(i -> i / 12).toArray();
    private static final int[] LABELS = {40, -7, 40, 3, -7, 3, 40, 3};
    private static final int T = LABELS.length;
    private static final double[] NOISE = {9, .1, 12, 2, .2, 3, 7, 1};
    private static final RidgeOptions OPTIONS =
            RidgeOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 3, 9)).withPrecision(Precision.FLOAT64);

    private final DoubleMatrix x = gaussian(P, 1);
    private final DoubleMatrix y = responses();

    private static DoubleMatrix gaussian(int columns, long seed) {
        Random random = new Random(seed);
        return DoubleMatrix.wrap(
                N,
                columns,
                IntStream.range(0, N * columns)
                        .mapToDouble(i -> 3 + random.nextGaussian())
                        .toArray());
    }

    /** Signal of the same size in every target, noise of another size in each. */
    private DoubleMatrix responses() {
        DoubleMatrix y = gaussian(T, 2);
        Random random = new Random(3);
        for (int v = 0; v < T; v++) {
            double[] b = random.doubles(P, -1, 1).toArray();
            for (int i = 0; i < N; i++) {
                double signal = 0;
                for (int j = 0; j < P; j++) {
                    signal += x.get(i, j) * b[j];
                }
                y.set(i, v, signal + NOISE[v] * y.get(i, v));
            }
        }
        return y;
    }

    private RidgeDesign design(RidgeOptions options) {
        return RidgeDesign.of(x, RUNS, Folds.leaveOneRunOut(RUNS), options);
    }

    private static RidgeFit fit(RidgeDesign design, DoubleMatrix y, int... labels) {
        return design.fitTile(RowSource.of(y), KeptWeights.PRIMAL, AlphaGroups.of(labels));
    }

    private RidgeFit fit(RidgeOptions options, DoubleMatrix y, int... labels) {
        try (RidgeDesign design = design(options)) {
            return fit(design, y, labels);
        }
    }

    private static DoubleMatrix columns(DoubleMatrix m, int... columns) {
        DoubleMatrix picked = DoubleMatrix.zeros(m.rows(), columns.length);
        for (int i = 0; i < m.rows(); i++) {
            for (int v = 0; v < columns.length; v++) {
                picked.set(i, v, m.get(i, columns[v]));
            }
        }
        return picked;
    }

    private static void assertSame(RidgeFit actual, RidgeFit expected) {
        assertThat(actual.outerAlphas()).isEqualTo(expected.outerAlphas());
        assertThat(actual.model().alphas()).isEqualTo(expected.model().alphas());
        RidgeGoldenTest.assertClose(actual.predictionsAsDouble(), expected.predictionsAsDouble(), ROUNDING);
        RidgeGoldenTest.assertClose(
                actual.model().weightsAsDouble(), expected.model().weightsAsDouble(), ROUNDING);
    }

    /** Every fold refitted by normal equations, the scores of a group averaged, the best penalty looked up. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyGroupTakesThePenaltyOfItsBestMeanScoreByRefits(boolean conservative) {
        RidgeFit fit = fit(OPTIONS.withConservative(conservative), y, LABELS);
        for (int run = 0; run < 4; run++) {
            int held = run;
            int[] test = rows(r -> r == held);
            int[] train = rows(r -> r != held);
            double[] alphas = byRefits(train, conservative);
            assertThat(fit.outerAlphas().row(run)).isEqualTo(alphas);
            DoubleMatrix predicted = predict(train, test, alphas);
            for (int i = 0; i < test.length; i++) {
                for (int v = 0; v < T; v++) {
                    assertThat(fit.predictionsAsDouble().get(test[i], v))
                            .isCloseTo(predicted.get(i, v), within(ROUNDING));
                }
            }
        }
        double[] last = byRefits(rows(r -> true), conservative);
        assertThat(fit.model().alphas()).isEqualTo(last);
        // the groups differ, and sharing changes what a target would choose alone
        assertThat(Arrays.stream(last).distinct().count()).isGreaterThan(1);
        assertThat(fit(
                                OPTIONS.withConservative(conservative),
                                y,
                                IntStream.range(0, T).toArray())
                        .model()
                        .alphas())
                .isNotEqualTo(last);
    }

    private static int[] rows(java.util.function.IntPredicate ofRun) {
        return IntStream.range(0, N).filter(i -> ofRun.test(RUNS[i])).toArray();
    }

    private double[] byRefits(int[] rows, boolean conservative) {
        int[] runs = Arrays.stream(rows).map(i -> RUNS[i]).distinct().toArray();
        List<Double> grid = OPTIONS.alphas();
        double[][][] scores = new double[runs.length][grid.size()][];
        for (int f = 0; f < runs.length; f++) {
            int run = runs[f];
            int[] train = Arrays.stream(rows).filter(i -> RUNS[i] != run).toArray();
            int[] test = Arrays.stream(rows).filter(i -> RUNS[i] == run).toArray();
            for (int a = 0; a < grid.size(); a++) {
                double[] alphas = new double[T];
                Arrays.fill(alphas, grid.get(a));
                scores[f][a] = negativeErrors(test, predict(train, test, alphas));
            }
        }
        return IntStream.range(0, T)
                .mapToDouble(v -> grid.get(best(scores, LABELS[v], conservative)))
                .toArray();
    }

    private double[] negativeErrors(int[] test, DoubleMatrix predicted) {
        double[] scores = new double[T];
        for (int i = 0; i < test.length; i++) {
            for (int v = 0; v < T; v++) {
                scores[v] -= Math.pow(y.get(test[i], v) - predicted.get(i, v), 2) / test.length;
            }
        }
        return scores;
    }

    private static int best(double[][][] scores, int label, boolean conservative) {
        int[] members = IntStream.range(0, T).filter(v -> LABELS[v] == label).toArray();
        int count = scores[0].length;
        double[] mean = new double[count];
        double[] deviation = new double[count];
        for (int a = 0; a < count; a++) {
            int at = a;
            double[] folds = Arrays.stream(scores)
                    .mapToDouble(fold -> Arrays.stream(members)
                            .mapToDouble(v -> fold[at][v])
                            .average()
                            .orElseThrow())
                    .toArray();
            double average = Arrays.stream(folds).average().orElseThrow();
            mean[a] = average;
            deviation[a] = Math.sqrt(Arrays.stream(folds)
                    .map(s -> (s - average) * (s - average))
                    .average()
                    .orElseThrow());
        }
        int best = IntStream.range(0, count)
                .reduce((a, b) -> mean[b] >= mean[a] ? b : a)
                .orElseThrow();
        double limit = mean[best] - deviation[best];
        return conservative
                ? IntStream.range(best, count)
                        .filter(a -> a == best || mean[a] > limit)
                        .max()
                        .orElseThrow()
                : best;
    }

    /** Predictions of test rows by normal equations on centred training rows, one target after the other. */
    private DoubleMatrix predict(int[] train, int[] test, double... alphas) {
        double[] meanX = IntStream.range(0, P)
                .mapToDouble(j -> Arrays.stream(train)
                        .mapToDouble(i -> x.get(i, j))
                        .average()
                        .orElseThrow())
                .toArray();
        DoubleMatrix predicted = DoubleMatrix.zeros(test.length, T);
        for (int v = 0; v < T; v++) {
            int target = v;
            double meanY = Arrays.stream(train)
                    .mapToDouble(i -> y.get(i, target))
                    .average()
                    .orElseThrow();
            double[][] system = new double[P][P + 1];
            for (int i : train) {
                for (int j = 0; j < P; j++) {
                    for (int k = 0; k < P; k++) {
                        system[j][k] += (x.get(i, j) - meanX[j]) * (x.get(i, k) - meanX[k]);
                    }
                    system[j][P] += (x.get(i, j) - meanX[j]) * (y.get(i, v) - meanY);
                }
            }
            for (int j = 0; j < P; j++) {
                system[j][j] += alphas[v];
            }
            double[] b = solve(system);
            for (int i = 0; i < test.length; i++) {
                double sum = meanY;
                for (int j = 0; j < P; j++) {
                    sum += (x.get(test[i], j) - meanX[j]) * b[j];
                }
                predicted.set(i, v, sum);
            }
        }
        return predicted;
    }

    /** Gauss-Jordan on a positive definite system with its right-hand side as the last column. */
    private static double[] solve(double[][] system) {
        int p = system.length;
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                double factor = system[k][j] / system[j][j];
                for (int c = j; c <= p && k != j; c++) {
                    system[k][c] -= factor * system[j][c];
                }
            }
        }
        return IntStream.range(0, p)
                .mapToDouble(j -> system[j][p] / system[j][j])
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(InnerSelection.class)
    void oneGroupIsGlobalAndSingletonsAreEachTheirOwn(InnerSelection selection) {
        RidgeOptions options = selection == InnerSelection.SPLITTER
                ? OPTIONS.withSplitter(new ChunkedHoldOut(4, 1, 3, 1))
                : OPTIONS.withSelection(selection);
        try (RidgeDesign each = design(options);
                RidgeDesign global = design(options.withScope(AlphaScope.GLOBAL))) {
            assertSame(fit(each, y, new int[T]), global.fitTile(y));
            assertThat(fit(each, y, new int[T]).cvScores())
                    .isEqualTo(global.fitTile(y).cvScores());
            assertSame(fit(each, y, IntStream.range(0, T).toArray()), each.fitTile(y));
        }
    }

    @ParameterizedTest
    @CsvSource({"NEG_MSE,false", "R,false", "R2,true"})
    void groupsInTwoTilesAreThoseOfOne(Criterion criterion, boolean conservative) throws IOException {
        RidgeOptions options = OPTIONS.withCriterion(criterion).withConservative(conservative);
        AlphaGroups groups = AlphaGroups.of(LABELS);
        try (RidgeDesign design = design(options)) {
            RowSource first = RowSource.of(columns(y, 0, 1, 2));
            RowSource second = RowSource.of(columns(y, 3, 4, 5, 6, 7));
            AlphaVotes votes = design.votes(first, groups.range(0, 3));
            DoubleMatrix chosen =
                    copy(votes).plus(design.votes(second, groups.range(3, T))).choose(options);
            RidgeFit one = fit(design, y, LABELS);
            assertSame(
                    design.fitTile(first, KeptWeights.PRIMAL, groups.range(0, 3).spread(chosen)),
                    expected(one, design, 0, 3));
            RidgeFit last = design.fitTile(
                    second, KeptWeights.PRIMAL, groups.range(3, T).spread(chosen));
            assertSame(last, expected(one, design, 3, T));
            assertThat(last.cvScores()).containsOnly(Double.NaN);
            assertThat(last.pooledR()[0]).isCloseTo(one.pooledR()[3], within(ROUNDING));
        }
    }

    /** Columns of one fit, fitted again at their penalties. */
    private RidgeFit expected(RidgeFit one, RidgeDesign design, int from, int to) {
        int[] targets = IntStream.range(from, to).toArray();
        DoubleMatrix alphas = DoubleMatrix.zeros(5, targets.length);
        for (int v = 0; v < targets.length; v++) {
            for (int o = 0; o < 4; o++) {
                alphas.set(o, v, one.outerAlphas().get(o, targets[v]));
            }
            alphas.set(4, v, one.model().alphas()[targets[v]]);
        }
        RidgeFit part = design.fitTile(RowSource.of(columns(y, targets)), KeptWeights.PRIMAL, alphas);
        RidgeGoldenTest.assertClose(part.predictionsAsDouble(), columns(one.predictionsAsDouble(), targets), ROUNDING);
        return part;
    }

    private static AlphaVotes copy(AlphaVotes votes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        votes.write(new DataOutputStream(bytes));
        return AlphaVotes.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void aTargetWithoutValuesOrVarianceHasNoSay() {
        DoubleMatrix bad = columns(y, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1);
        bad.set(5, 8, Double.NaN);
        for (int i = 0; i < N; i++) {
            bad.set(i, 9, 17);
        }
        int[] labels = Arrays.copyOf(LABELS, T + 2);
        labels[T] = 40;
        labels[T + 1] = -7;
        RidgeFit fit = fit(OPTIONS, bad, labels);
        RidgeFit without = fit(OPTIONS, y, LABELS);
        assertThat(Arrays.copyOf(fit.model().alphas(), T))
                .isEqualTo(without.model().alphas());
        assertThat(columns(fit.outerAlphas(), 0, 1, 2, 3, 4, 5, 6, 7)).isEqualTo(without.outerAlphas());
        assertThat(fit.model().alphas()[T]).isNaN();
        assertThat(fit.outerAlphas().get(0, T + 1)).isNaN();
        assertThat(fit.predictions().get(0, T)).isNaN();
    }

    @Test
    void aGroupThatNobodySpeaksForIsNotFitted() {
        DoubleMatrix lone = columns(y, 0, 1);
        lone.set(0, 1, Double.NaN);
        RidgeFit fit = fit(OPTIONS, lone, 1, 2);
        assertThat(fit.model().alphas()[0]).isFinite();
        assertThat(fit.model().alphas()[1]).isNaN();
    }

    @Test
    void permutedTargetsPermuteTheFit() {
        int[] order = {6, 2, 7, 0, 5, 1, 3, 4};
        int[] labels = Arrays.stream(order).map(v -> LABELS[v]).toArray();
        RidgeFit fit = fit(OPTIONS, y, LABELS);
        RidgeFit permuted = fit(OPTIONS, columns(y, order), labels);
        assertThat(permuted.outerAlphas()).isEqualTo(columns(fit.outerAlphas(), order));
        RidgeGoldenTest.assertClose(
                permuted.predictionsAsDouble(), columns(fit.predictionsAsDouble(), order), ROUNDING);
        RidgeGoldenTest.assertClose(
                permuted.model().weightsAsDouble(), columns(fit.model().weightsAsDouble(), order), ROUNDING);
    }

    /** What is held out of a fold has no part in the penalties of that fold. */
    @Test
    void heldOutRowsDoNotChooseTheirPenalty() {
        DoubleMatrix shuffled = columns(y, 0, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i < 12; i++) {
            for (int v = 0; v < T; v++) {
                shuffled.set(i, v, 50 * y.get(11 - i, T - 1 - v));
            }
        }
        RidgeFit fit = fit(OPTIONS, y, LABELS);
        RidgeFit other = fit(OPTIONS, shuffled, LABELS);
        assertThat(other.outerAlphas().row(0)).isEqualTo(fit.outerAlphas().row(0));
        assertThat(other.outerAlphas()).isNotEqualTo(fit.outerAlphas());
        RidgeGoldenTest.assertClose(
                other.predictionsAsDouble().rows(0, 12),
                fit.predictionsAsDouble().rows(0, 12),
                ROUNDING);
    }

    @Test
    void oneGivenPenaltyNeedsNoVotes() {
        RidgeOptions single = OPTIONS.withAlphas(List.of(2.5));
        try (RidgeDesign design = design(single)) {
            AlphaVotes votes = design.votes(RowSource.of(y), AlphaGroups.of(LABELS));
            assertThat(votes.plus(votes).choose(single).values()).hasSize(5 * 3).containsOnly(2.5);
            assertSame(fit(design, y, LABELS), design.fitTile(y));
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (RidgeDesign design = design(OPTIONS)) {
            RowSource all = RowSource.of(y);
            assertThatThrownBy(() -> fit(design, y, 1, 2))
                    .hasMessageContaining("groups of 2 targets but responses of 8");
            assertThatThrownBy(() -> design.votes(all, AlphaGroups.one(3))).hasMessageContaining("groups of 3 targets");
            assertThatThrownBy(() -> design.fitTile(all, KeptWeights.PRIMAL, DoubleMatrix.zeros(5, 3)))
                    .hasMessageContaining("alphas of 3 targets");
            assertThatThrownBy(() -> design.fitTile(all, KeptWeights.PRIMAL, DoubleMatrix.zeros(4, T)))
                    .hasMessageContaining("alphas of 4 training sets but there are 5");
            assertThatThrownBy(() -> design.fitTile(all, KeptWeights.PRIMAL, DoubleMatrix.zeros(5, T)))
                    .hasMessageContaining("> 0");
            AlphaVotes three = design.votes(all, AlphaGroups.of(LABELS));
            AlphaVotes one = design.votes(all, AlphaGroups.one(T));
            assertThatThrownBy(() -> three.plus(one))
                    .hasMessageContaining("x 3 groups")
                    .hasMessageContaining("x 1 groups");
        }
    }
}
