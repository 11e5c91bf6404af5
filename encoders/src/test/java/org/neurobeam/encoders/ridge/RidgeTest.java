package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;

class RidgeTest {
    private static final int[] RUNS = IntStream.range(0, 40).map(i -> i / 10).toArray();

    private static FloatMatrix noise(int rows, int columns, long seed) {
        Random random = new Random(seed);
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @Test
    void oneFeatureByHand() {
        // centred x = (-1, 0, 1), y = (-2, 0, 2): w = 4 / (2 + alpha)
        DoubleMatrix x = DoubleMatrix.of(new double[][] {{4}, {5}, {6}});
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1}, {3}, {5}});
        RidgeOptions options = RidgeOptions.defaults().withAlphas(List.of(2.0)).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[3], Folds.none(3), options)) {
            RidgeFit fit = design.fitTile(y);
            assertThat(fit.model().weightsAsDouble().get(0, 0)).isCloseTo(1, within(1e-12));
            assertThat(fit.model().intercept()[0]).isCloseTo(3 - 5, within(1e-12));
            assertThat(fit.outerFolds()).isZero();
            assertThat(fit.pooledR()[0]).isNaN();
            assertThat(fit.edgeFraction()).isZero();
            assertThat(design.features()).isEqualTo(1);
            assertThat(design.samples()).isEqualTo(3);
            assertThat(design.bytes()).isPositive();
        }
    }

    /** 9,900 inner folds: what is done for each of them must not grow with their number. */
    @Test
    @Timeout(60)
    void aHundredRunsAreFittedSoon() {
        int[] runs = IntStream.range(0, 400).map(i -> i / 4).toArray();
        FloatMatrix x = noise(400, 3, 3);
        FloatMatrix y = FloatMatrix.zeros(400, 1);
        for (int i = 0; i < 400; i++) {
            y.set(i, 0, x.get(i, 0) - x.get(i, 2));
        }
        RidgeOptions options = RidgeOptions.defaults().withAlphas(List.of(1e-3, 1e3));
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), options)) {
            RidgeFit fit = design.fitTile(y);
            assertThat(fit.outerFolds()).isEqualTo(100);
            assertThat(fit.pooledR2()[0]).isGreaterThan(0.9999);
        }
    }

    /** Defect 7: one bad target neither fails the fit nor scores 0. */
    @Test
    void badTargetsAreLeftOutWithTheReasonAndTheOthersAreFittedAsWithoutThem() {
        FloatMatrix x = noise(40, 5, 1);
        FloatMatrix good = noise(40, 2, 2);
        FloatMatrix y = FloatMatrix.zeros(40, 4);
        for (int i = 0; i < 40; i++) {
            y.set(i, 0, good.get(i, 0));
            y.set(i, 1, 17);
            y.set(i, 2, i == 23 ? Float.NaN : 1f * i);
            y.set(i, 3, good.get(i, 1));
        }
        for (InnerSelection selection : InnerSelection.values()) {
            for (AlphaScope scope : AlphaScope.values()) {
                RidgeOptions options = (selection == InnerSelection.SPLITTER
                                ? RidgeOptions.defaults().withSplitter(new ChunkedHoldOut(4, 1, 3, 1))
                                : RidgeOptions.defaults().withSelection(selection))
                        .withScope(scope);
                try (RidgeDesign design = RidgeDesign.of(x, RUNS, Folds.leaveOneRunOut(RUNS), options)) {
                    RidgeFit fit = design.fitTile(y);
                    RidgeFit alone = design.fitTile(good);
                    assertThat(fit.nullReason(1)).contains("constant");
                    assertThat(fit.nullReason(2)).contains("non_finite");
                    assertThat(fit.nullReason(0)).isEmpty();
                    for (int bad : new int[] {1, 2}) {
                        assertThat(fit.pooledR()[bad]).isNaN();
                        assertThat(fit.pooledR2()[bad]).isNaN();
                        assertThat(fit.foldR2().get(0, bad)).isNaN();
                        assertThat(fit.outerAlphas().get(0, bad)).isNaN();
                        assertThat(fit.predictions().get(3, bad)).isNaN();
                        assertThat(fit.model().weights().get(0, bad)).isNaN();
                        assertThat(fit.model().intercept()[bad]).isNaN();
                        assertThat(fit.cvScores()[bad]).isNaN();
                    }
                    for (int[] pair : new int[][] {{0, 0}, {3, 1}}) {
                        assertThat(fit.pooledR()[pair[0]]).isCloseTo(alone.pooledR()[pair[1]], within(1e-5));
                        assertThat(fit.model().alphas()[pair[0]])
                                .isEqualTo(alone.model().alphas()[pair[1]]);
                    }
                    assertThat(fit.edgeFraction()).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void aTargetConstantInOneRunKeepsItsOtherFolds() {
        FloatMatrix x = noise(40, 5, 3);
        FloatMatrix y = noise(40, 1, 4);
        for (int i = 10; i < 20; i++) {
            y.set(i, 0, 0.25f);
        }
        for (Criterion criterion : Criterion.values()) {
            RidgeOptions options = RidgeOptions.defaults().withCriterion(criterion);
            try (RidgeDesign design = RidgeDesign.of(x, RUNS, Folds.leaveOneRunOut(RUNS), options)) {
                RidgeFit fit = design.fitTile(y);
                assertThat(fit.foldR().get(1, 0)).isNaN();
                assertThat(fit.foldR2().get(1, 0)).isNaN();
                assertThat(fit.foldR().get(0, 0)).isFinite();
                assertThat(fit.pooledR()[0]).isFinite();
                assertThat(fit.cvScores()[0]).isFinite();
            }
        }
    }

    @Test
    void sparseWeightsAreRecoveredToTheNoiseCeilingAndBeatTheBaselines() {
        int n = 240;
        int p = 150;
        int t = 40;
        int[] runs = IntStream.range(0, n).map(i -> i / 30).toArray();
        FloatMatrix x = noise(n, p, 5);
        Random random = new Random(6);
        FloatMatrix y = noise(n, t, 7);
        for (int v = 0; v < t; v += 2) {
            for (int k = 0; k < 15; k++) {
                int feature = random.nextInt(p);
                float weight = (float) (random.nextGaussian() / Math.sqrt(15));
                for (int i = 0; i < n; i++) {
                    y.values()[i * t + v] += weight * x.get(i, feature);
                }
            }
        }
        double[] ridge = cv(x, y, runs, RidgeOptions.defaults());
        double[] ols = cv(x, y, runs, RidgeOptions.defaults().withAlphas(List.of(1e-6)));
        // signal and noise have variance one: a perfect model has R2 = 1/2, the training mean about 0
        assertThat(mean(ridge, 0)).isBetween(0.1, 0.5);
        assertThat(mean(ridge, 0)).isGreaterThan(mean(ols, 0) + 0.2);
        assertThat(mean(ridge, 1)).isBetween(-0.1, 0.02);
        assertThat(mean(ridge, 1)).isGreaterThan(mean(ols, 1) + 0.5);
    }

    @Test
    void withoutNoiseAndWithManySamplesLeastSquaresIsAtLeastAsGood() {
        int[] runs = IntStream.range(0, 200).map(i -> i / 40).toArray();
        FloatMatrix x = noise(200, 10, 8);
        FloatMatrix w = noise(10, 20, 9);
        FloatMatrix y = FloatMatrix.zeros(200, 20);
        for (int i = 0; i < 200; i++) {
            for (int v = 0; v < 20; v++) {
                for (int j = 0; j < 10; j++) {
                    y.values()[i * 20 + v] += x.get(i, j) * w.get(j, v);
                }
            }
        }
        double[] ridge = cv(x, y, runs, RidgeOptions.defaults());
        double[] ols = cv(x, y, runs, RidgeOptions.defaults().withAlphas(List.of(1e-6)));
        assertThat(mean(ols, 0)).isGreaterThan(1 - 1e-6).isGreaterThan(mean(ridge, 0));
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), RidgeOptions.defaults())) {
            assertThat(design.fitTile(y).edgeFraction()).isEqualTo(1);
        }
    }

    private static double[] cv(FloatMatrix x, FloatMatrix y, int[] runs, RidgeOptions options) {
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), options)) {
            RidgeFit fit = design.fitTile(y);
            TargetScores scores = TargetScores.of(RowSource.of(y), RowSource.of(fit.predictions()));
            assertThat(scores.r2()[0]).isCloseTo(fit.pooledR2()[0], within(1e-12));
            assertThat(scores.mse()).containsExactly(fit.pooledMse(), within(1e-12));
            assertThat(scores.explainedVariance()).containsExactly(fit.pooledExplainedVariance(), within(1e-12));
            return fit.pooledR2();
        }
    }

    private static double mean(double[] values, int parity) {
        return IntStream.range(0, values.length)
                .filter(v -> v % 2 == parity)
                .mapToDouble(v -> values[v])
                .average()
                .orElseThrow();
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithTheRemedy() {
        RidgeOptions options = RidgeOptions.defaults();
        assertThat(options.alphas()).hasSize(20).startsWith(1.0).endsWith(1e5);
        assertThatThrownBy(() -> options.withAlphas(List.of())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> options.withAlphas(List.of(1.0, 1.0))).hasMessageContaining("1.0 after 1.0");
        assertThatThrownBy(() -> options.withAlphas(List.of(0.0))).hasMessageContaining("> 0");
        assertThatThrownBy(() -> options.withInnerFolds(1)).hasMessageContaining("innerFolds is 1");
        assertThatThrownBy(() -> options.withConservative(true).withSelection(InnerSelection.LEAVE_ONE_OUT))
                .hasMessageContaining("instead of leave_one_out");
        FloatMatrix x = noise(40, 2, 10);
        assertThatThrownBy(() -> RidgeDesign.of(x, new int[40], Folds.none(40), options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("use k_fold or leave_one_out");
    }

    @Test
    void wrongCallsNameBothShapes() {
        FloatMatrix x = noise(40, 2, 11);
        RidgeOptions options = RidgeOptions.defaults();
        assertThatThrownBy(() -> RidgeDesign.of(x, new int[3], Folds.none(40), options))
                .hasMessageContaining("features [40 samples x 2 features] but runs of 3");
        try (RidgeDesign design = RidgeDesign.of(x, RUNS, Folds.none(40), options)) {
            assertThatThrownBy(() -> design.fitTile(noise(38, 3, 12)))
                    .hasMessage("features has 40 samples but responses has 38 (features [40 samples x 2 features],"
                            + " responses [38 samples x 3 targets])");
            RowSource y = RowSource.of(noise(40, 3, 12));
            assertThatThrownBy(() -> design.fitAt(y, 1.0)).hasMessageContaining("alphas of 1 targets");
            assertThatThrownBy(() -> design.fitAt(y, 1, 2, 0)).hasMessageContaining("> 0");
            assertThatThrownBy(() -> design.fitAt(y, 1, 2, 3).predict(RowSource.of(noise(1, 5, 13))))
                    .hasMessageContaining("[1 samples x 5 features] but weights [2 features x 3 targets]");
        }
        FloatMatrix bad = noise(40, 2, 14);
        bad.set(7, 1, Float.POSITIVE_INFINITY);
        assertThatThrownBy(() -> RidgeDesign.of(bad, RUNS, Folds.none(40), options))
                .hasMessageContaining("feature 1 of sample 7 is Infinity");
    }
}
