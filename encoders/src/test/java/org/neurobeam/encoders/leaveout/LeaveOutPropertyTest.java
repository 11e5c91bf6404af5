package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.preprocess.split.NestedFolds;
import org.neurobeam.preprocess.split.Splitter;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Leaving rows out equals refitting without them, for every kind of fold; and nothing leaks. */
class LeaveOutPropertyTest {
    /** Closed forms in float64 on both sides, relative to the largest value. */
    private static final double EXACT = 1e-10;
    /** Float32 products of float64 weights. */
    private static final double SINGLE = 2e-5;

    private static final int N = 60;
    private static final int[] RUNS =
            IntStream.range(0, N).map(i -> i < 17 ? 0 : i < 38 ? 1 : 2).toArray();
    private static final double[] ALPHAS = {0.01, 3, 100, 1e4};

    private static LeaveOutOptions options(boolean intercept) {
        return LeaveOutOptions.of(RidgeOptions.defaults()
                        .withAlphas(Arrays.stream(ALPHAS).boxed().toList())
                        .withIntercept(intercept)
                        .withPrecision(Precision.FLOAT64))
                .withMemory(2, 2L * 10 * N * N);
    }

    /** Far from zero only where an intercept takes care of it. */
    private static DoubleMatrix data(int columns, long seed, boolean intercept) {
        return intercept ? Refit.offset(N, columns, seed) : Refit.gaussian(N, columns, seed);
    }

    private static Folds folds(String kind) {
        return switch (kind) {
            case "runs" -> Folds.leaveOneRunOut(RUNS);
            case "purged" -> Folds.kFold(N, 4).purged(3, RUNS);
            case "chunks" -> new ChunkedHoldOut(6, 2, 5, 3).split(RUNS);
            case "purged chunks" -> new ChunkedHoldOut(6, 2, 5, 3).purged(2).split(RUNS);
            default -> random();
        };
    }

    /** Random scattered rows: some scored, some left out without being scored. */
    private static Folds random() {
        Random random = new Random(9);
        return Folds.of(
                N,
                IntStream.range(0, 5)
                        .mapToObj(f -> {
                            int[] role = IntStream.range(0, N)
                                    .map(i -> random.nextInt(10))
                                    .toArray();
                            return new Fold(
                                    IntStream.range(0, N)
                                            .filter(i -> role[i] > 2)
                                            .toArray(),
                                    IntStream.range(0, N)
                                            .filter(i -> role[i] < 2)
                                            .toArray());
                        })
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "runs,25,true", "purged,25,true", "chunks,25,true", "purged chunks,25,true", "random,25,true",
        "runs,25,false", "purged,25,false", "chunks,25,false", "purged chunks,25,false", "random,25,false",
        "runs,200,true", "purged,200,true", "chunks,200,true", "purged chunks,200,true", "random,200,true",
        "purged,200,false", "chunks,200,false", "random,200,false"
    })
    void predictionsOfEveryFoldAreThoseOfRefits(String kind, int p, boolean intercept) {
        DoubleMatrix x = data(p, 1, intercept);
        DoubleMatrix y = data(ALPHAS.length, 2, intercept);
        Folds folds = folds(kind);
        for (String side : List.of("primal", "dual")) {
            try (LeaveOutDesign design = LeaveOutGoldenTest.design(x, side, folds, options(intercept))) {
                List<DoubleMatrix> predictions = design.predictions(RowSource.of(y), ALPHAS);
                for (int f = 0; f < folds.size(); f++) {
                    DoubleMatrix[] expected = Refit.predict(x, y, folds.list().get(f), intercept, ALPHAS);
                    DoubleMatrix each = DoubleMatrix.zeros(expected[0].rows(), ALPHAS.length);
                    for (int i = 0; i < each.rows(); i++) {
                        for (int v = 0; v < ALPHAS.length; v++) {
                            each.set(i, v, expected[v].get(i, v));
                        }
                    }
                    LeaveOutGoldenTest.assertClose(predictions.get(f), each, EXACT);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NEG_MSE,25,false",
        "R2,25,false",
        "R,25,true",
        "R2,25,true",
        "R2,200,false",
        "R,200,true",
        "NEG_MSE,200,true"
    })
    void scoreTablesAreThoseOfRefits(Criterion criterion, int p, boolean intercept) {
        DoubleMatrix x = data(p, 3, intercept);
        DoubleMatrix y = data(5, 4, intercept);
        Folds folds = folds("purged");
        LeaveOutOptions options = LeaveOutOptions.of(options(intercept).ridge().withCriterion(criterion));
        for (String side : List.of("primal", "dual")) {
            try (LeaveOutDesign design = LeaveOutGoldenTest.design(x, side, folds, options)) {
                List<DoubleMatrix> scores = design.scores(RowSource.of(y));
                for (int f = 0; f < folds.size(); f++) {
                    Fold fold = folds.list().get(f);
                    DoubleMatrix[] expected = Refit.predict(x, y, fold, intercept, ALPHAS);
                    for (int j = 0; j < ALPHAS.length; j++) {
                        LeaveOutGoldenTest.assertClose(
                                scores.get(f).rows(j, j + 1),
                                DoubleMatrix.wrap(
                                        1, 5, reference(criterion, Refit.select(y, fold.test()), expected[j])),
                                EXACT);
                    }
                }
            }
        }
    }

    private static double[] reference(Criterion criterion, DoubleMatrix y, DoubleMatrix f) {
        TargetScores scores = TargetScores.of(RowSource.of(y), RowSource.of(f));
        return switch (criterion) {
            case NEG_MSE -> Arrays.stream(scores.mse()).map(m -> -m).toArray();
            case R2 -> scores.r2();
            case R -> scores.r();
        };
    }

    @ParameterizedTest
    @CsvSource({"25,primal,true", "25,dual,true", "200,dual,true", "200,dual,false", "25,primal,false"})
    void nestedFoldsFromOneInverseAreThoseOfRefits(int p, String side, boolean intercept) {
        DoubleMatrix x = data(p, 5, intercept);
        DoubleMatrix y = data(3, 6, intercept);
        NestedFolds nested = NestedFolds.of(Folds.leaveOneRunOut(RUNS).purged(1, RUNS), Splitter.kFold(3), 2, RUNS);
        TargetScore score = TargetScore.of(Criterion.NEG_MSE);
        try (LeaveOutDesign design = LeaveOutGoldenTest.design(x, side, nested.outer(), options(intercept))) {
            NestedFit fit = design.fitNested(nested, RowSource.of(y), score);
            for (int o = 0; o < nested.size(); o++) {
                for (int f = 0; f < 3; f++) {
                    Fold fold = nested.inner(o).list().get(f);
                    DoubleMatrix[] expected = Refit.predict(x, y, fold, intercept, ALPHAS);
                    for (int j = 0; j < ALPHAS.length; j++) {
                        LeaveOutGoldenTest.assertClose(
                                fit.innerScores(o).get(f).rows(j, j + 1),
                                DoubleMatrix.wrap(
                                        1, 3, reference(Criterion.NEG_MSE, Refit.select(y, fold.test()), expected[j])),
                                EXACT);
                    }
                }
                Fold outer = nested.outer().list().get(o);
                DoubleMatrix[] outside =
                        Refit.predict(x, y, outer, intercept, fit.alphas().row(o));
                for (int v = 0; v < 3; v++) {
                    for (int i = 0; i < outer.test().length; i++) {
                        assertThat(fit.predictions().get(o).get(i, v)).isCloseTo(outside[v].get(i, v), within(1e-9));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 200})
    void whatAFoldPredictsDoesNotDependOnTheRowsLeftOut(int p) {
        DoubleMatrix x = Refit.offset(N, p, 7);
        DoubleMatrix y = Refit.offset(N, 4, 8);
        int[] order = IntStream.range(0, N).toArray();
        Random random = new Random(10);
        for (int i = 16; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        DoubleMatrix shuffled = Refit.select(y, order);
        NestedFolds nested = NestedFolds.of(Folds.leaveOneRunOut(RUNS), Splitter.kFold(4), 1, RUNS);
        TargetScore score = TargetScore.of(Criterion.R2);
        try (LeaveOutDesign design = LeaveOutDesign.of(RowSource.of(x), nested.outer(), options(true))) {
            NestedFit before = design.fitNested(nested, RowSource.of(y), score);
            NestedFit after = design.fitNested(nested, RowSource.of(shuffled), score);
            assertThat(after.alphas().row(0)).isEqualTo(before.alphas().row(0));
            LeaveOutGoldenTest.assertClose(
                    after.predictions().get(0), before.predictions().get(0), EXACT);
            assertThat(after.predictions().get(1))
                    .isNotEqualTo(before.predictions().get(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"25,primal", "200,dual"})
    void floatProductsGiveTheScoresOfDoubleOnesFarFromZero(int p, String side) {
        DoubleMatrix x = Refit.offset(N, p, 11);
        DoubleMatrix y = Refit.offset(N, 5, 12);
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = (float) (1000 + 10 * y.values()[i]);
        }
        LeaveOutOptions exact = options(true);
        LeaveOutOptions single = LeaveOutOptions.of(exact.ridge().withPrecision(Precision.FLOAT32));
        Folds folds = folds("purged chunks");
        try (LeaveOutDesign a = LeaveOutGoldenTest.design(x, side, folds, exact);
                LeaveOutDesign b = LeaveOutGoldenTest.design(x, side, folds, single)) {
            List<DoubleMatrix> expected = a.scores(RowSource.of(y));
            List<DoubleMatrix> actual = b.scores(RowSource.of(y));
            for (int f = 0; f < folds.size(); f++) {
                LeaveOutGoldenTest.assertClose(actual.get(f), expected.get(f), SINGLE);
            }
        }
    }
}
