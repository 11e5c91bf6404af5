package org.neurobeam.encoders.lasso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.mean;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Planted sparse, grouped and dense weights, against ridge with a penalty per target. */
class SparseGroupLassoRecoveryTest {
    private static final int TRAIN = 100;
    private static final int TEST = 400;
    private static final int FEATURES = 120;
    private static final int GROUP = 10;
    private static final int TARGETS = 20;

    /** Penalties from 1 to 0.01: weaker ones are never chosen here and take the longest. */
    private static final LassoOptions LASSO = LassoOptions.defaults()
            .withTolerance(1e-4, 2000)
            .withPenalties(LassoOptions.defaults().penalties().subList(0, 7));

    private final DoubleMatrix x = gaussian(TRAIN + TEST, FEATURES, 1);
    private final DoubleMatrix noise = gaussian(TRAIN + TEST, TARGETS, 2);

    /** Weights of the features j of each target where keep(j), the sum of their squares 1 on average. */
    private static DoubleMatrix weights(java.util.function.IntPredicate keep) {
        DoubleMatrix w = gaussian(FEATURES, TARGETS, 3);
        double kept = IntStream.range(0, FEATURES).filter(keep).count();
        for (int j = 0; j < FEATURES; j++) {
            for (int v = 0; v < TARGETS; v++) {
                w.set(j, v, keep.test(j) ? w.get(j, v) / Math.sqrt(kept) : 0);
            }
        }
        return w;
    }

    private static LassoOptions grouped() {
        return LASSO.withGroups(
                        IntStream.range(0, FEATURES).mapToObj(j -> j / GROUP).toList())
                .withPenalties(LASSO.penalties().stream()
                        .map(p -> new SparsePenalty(0, Math.sqrt(GROUP) * p.l1()))
                        .toList());
    }

    private double correlation(DoubleMatrix signal, DoubleMatrix predicted) {
        return mean(TargetScores.of(RowSource.of(signal.rows(TRAIN, TRAIN + TEST)), RowSource.of(predicted))
                .r());
    }

    private LassoFit fit(LassoOptions options, DoubleMatrix y) {
        return new SparseGroupLasso(options)
                .fit(RowSource.of(x.rows(0, TRAIN)), RowSource.of(y.rows(0, TRAIN)), Folds.kFold(TRAIN, 5));
    }

    private double lasso(LassoOptions options, DoubleMatrix signal, DoubleMatrix y) {
        return correlation(signal, fit(options, y).model().predict(RowSource.of(x.rows(TRAIN, TRAIN + TEST))));
    }

    private double ridge(DoubleMatrix signal, DoubleMatrix y) {
        RidgeOptions options = RidgeOptions.defaults().withInnerFolds(5).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x.rows(0, TRAIN), new int[TRAIN], Folds.none(TRAIN), options)) {
            return correlation(
                    signal,
                    design.fitTile(y.rows(0, TRAIN)).model().predict(RowSource.of(x.rows(TRAIN, TRAIN + TEST))));
        }
    }

    @Test
    void aFewFeaturesAreFoundAndBeatRidge() {
        DoubleMatrix w = weights(j -> j % 30 == 0);
        DoubleMatrix signal = times(x, w);
        DoubleMatrix y = plus(signal, 0.4, noise);
        assertThat(lasso(LASSO, signal, y)).isGreaterThan(0.9).isGreaterThan(ridge(signal, y) + 0.2);
        DoubleMatrix found = fit(LASSO, y).model().coef();
        int zeros = 0;
        for (int j = 0; j < FEATURES; j++) {
            for (int v = 0; v < TARGETS; v++) {
                zeros += found.get(j, v) == 0 ? 1 : 0;
                // a planted weight well above the noise of its estimate is never lost
                assertThat(Math.abs(w.get(j, v)) > 0.4 && found.get(j, v) == 0).isFalse();
            }
        }
        assertThat((double) zeros / (FEATURES * TARGETS)).isGreaterThan(0.7);
    }

    @Test
    void wholeGroupsAreFoundBetterByTheGroupPenalty() {
        DoubleMatrix signal = times(x, weights(j -> j < 2 * GROUP));
        DoubleMatrix y = plus(signal, 0.7, noise);
        double byGroup = lasso(grouped(), signal, y);
        assertThat(byGroup).isGreaterThan(lasso(LASSO, signal, y) + 0.02).isGreaterThan(ridge(signal, y) + 0.1);
    }

    @Test
    void denseWeightsAreLeftToRidge() {
        DoubleMatrix signal = times(x, weights(j -> true));
        DoubleMatrix y = plus(signal, 0.7, noise);
        assertThat(lasso(LASSO, signal, y)).isLessThan(ridge(signal, y) - 0.02);
    }

    @Test
    void pureNoiseGetsNoWeights() {
        DoubleMatrix found = fit(LASSO, noise).model().coef();
        assertThat(IntStream.range(0, TARGETS).filter(v -> sum(found.column(v)) == 0))
                .hasSizeGreaterThan(TARGETS / 2);
    }

    private static double sum(double[] w) {
        return java.util.Arrays.stream(w).map(Math::abs).sum();
    }
}
