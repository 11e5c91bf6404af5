package org.neurobeam.encoders.pls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.linear.CrossValidatedContract;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.testing.SharedData;

class PartialLeastSquaresTest implements CrossValidatedContract {
    private static final PlsOptions OPTIONS = PlsOptions.defaults().withComponents(4);
    private static final String DIR = "golden/encoding/";
    /** The golden stops its power iterations at a squared change of 1e-14, so its directions have seven digits. */
    private static final double GOLDEN = 1e-7;

    @Override
    public LinearModel fit(RowSource x, RowSource y) {
        return new PartialLeastSquares(OPTIONS)
                .fit(x, y, Folds.kFold(x.rows(), 4))
                .model();
    }

    @Override
    public DoubleMatrix cvScores(RowSource x, RowSource y, Folds folds) {
        return new PartialLeastSquares(OPTIONS).fit(x, y, folds).cvScores();
    }

    @Override
    public LinearModel fitCandidate(RowSource x, RowSource y, int candidate) {
        return new PartialLeastSquares(OPTIONS).fit(x, y).linear(candidate + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void predictionsAreScikitLearns(int components) {
        DoubleMatrix x = SharedData.csv(DIR + "in_X_offset.csv");
        DoubleMatrix y = SharedData.csv(DIR + "in_Y_offset.csv");
        DoubleMatrix test = SharedData.csv(DIR + "in_X_test.csv");
        for (int j = 0; j < test.values().length; j++) {
            test.values()[j] += -1 + 2.0 * (j % 25) / 24;
        }
        DoubleMatrix expected = SharedData.csv(DIR + "pls" + components + "_pred.csv");
        PlsModel model = new PartialLeastSquares(PlsOptions.defaults()).fit(RowSource.of(x), RowSource.of(y));
        assertThat(model.components()).isEqualTo(25);
        assertClose(model.predictEach(RowSource.of(test)).get(components - 1), expected, GOLDEN);
        assertClose(model.linear(components).predict(RowSource.of(test)), expected, GOLDEN);
    }

    /** The textbook algorithm with both matrices deflated and power iterations, as an independent reference. */
    private static DoubleMatrix nipalsFitted(DoubleMatrix x, DoubleMatrix y, int components) {
        DoubleMatrix fitted = DoubleMatrix.zeros(y.rows(), y.columns());
        DoubleMatrix e = x;
        DoubleMatrix f = y;
        for (int k = 0; k < components; k++) {
            DoubleMatrix s = times(e.transposed(), f);
            DoubleMatrix w = DoubleMatrix.wrap(s.rows(), 1, s.column(0));
            double change = 1;
            while (change > 1e-13) {
                DoubleMatrix next = unit(times(s, times(s.transposed(), w)));
                change = largest(plus(next, -1, w));
                w = next;
            }
            DoubleMatrix u = times(e, w);
            double energy = times(u.transposed(), u).get(0, 0);
            DoubleMatrix p = times(u.transposed(), e);
            DoubleMatrix q = times(u.transposed(), f);
            e = plus(e, -1 / energy, times(u, p));
            f = plus(f, -1 / energy, times(u, q));
            fitted = plus(fitted, 1 / energy, times(u, q));
        }
        return fitted;
    }

    private static double largest(DoubleMatrix m) {
        return java.util.Arrays.stream(m.values()).map(Math::abs).max().orElseThrow();
    }

    private static DoubleMatrix unit(DoubleMatrix w) {
        double norm = Math.sqrt(times(w.transposed(), w).get(0, 0));
        return plus(DoubleMatrix.zeros(w.rows(), 1), 1 / norm, w);
    }

    @ParameterizedTest
    @CsvSource({"30,8,3", "30,8,20", "15,40,3", "15,40,60", "15,15,1"})
    void componentsAreThoseOfNipalsInEveryShape(int n, int p, int t) {
        DoubleMatrix x = gaussian(n, p, 1);
        DoubleMatrix y = plus(times(x, gaussian(p, t, 2)), 3, gaussian(n, t, 3));
        PlsModel model = new PartialLeastSquares(OPTIONS.withIntercept(false)).fit(RowSource.of(x), RowSource.of(y));
        List<DoubleMatrix> each = model.predictEach(RowSource.of(x));
        for (int k = 1; k <= 4; k++) {
            assertClose(each.get(k - 1), nipalsFitted(x, y, k), 1e-7);
            assertClose(model.linear(k).predict(RowSource.of(x)), each.get(k - 1), 1e-10);
        }
    }

    @Test
    void allDirectionsTogetherAreLeastSquares() {
        DoubleMatrix x = gaussian(40, 6, 4);
        DoubleMatrix exact = times(x, gaussian(6, 3, 5));
        PlsModel model = new PartialLeastSquares(OPTIONS.withComponents(9)).fit(RowSource.of(x), RowSource.of(exact));
        assertThat(model.components()).isLessThanOrEqualTo(6);
        assertClose(model.linear(9).predict(RowSource.of(x)), exact, 1e-9);
    }

    @Test
    void directionsEndWithTheDataAndMoreComponentsChangeNothing() {
        DoubleMatrix x = times(gaussian(30, 2, 6), gaussian(2, 10, 7));
        DoubleMatrix y = plus(times(x, gaussian(10, 2, 8)), 1, gaussian(30, 2, 9));
        PlsModel model = new PartialLeastSquares(OPTIONS).fit(RowSource.of(x), RowSource.of(y));
        assertThat(model.components()).isEqualTo(2);
        assertThat(model.linear(4).coef()).isEqualTo(model.linear(2).coef());
        assertThat(model.predictEach(RowSource.of(x)).get(3))
                .isEqualTo(model.predictEach(RowSource.of(x)).get(1));
    }

    @Test
    void scoresOfDifferentComponentsAreUncorrelated() {
        DoubleMatrix x = gaussian(25, 60, 10);
        DoubleMatrix y = plus(times(x, gaussian(60, 5, 11)), 3, gaussian(25, 5, 12));
        PlsModel model = new PartialLeastSquares(OPTIONS).fit(RowSource.of(x), RowSource.of(y));
        DoubleMatrix scores = model.scores(RowSource.of(x));
        DoubleMatrix gram = times(scores.transposed(), scores);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(gram.get(i, i) * gram.get(j, j));
                assertThat(gram.get(i, j) / scale).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void wrongCountsAreRefused() {
        assertThatThrownBy(() -> OPTIONS.withComponents(0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pls.components is 0");
        PlsModel model =
                new PartialLeastSquares(OPTIONS).fit(RowSource.of(gaussian(9, 3, 1)), RowSource.of(gaussian(9, 2, 2)));
        assertThatThrownBy(() -> model.linear(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 4");
        assertThatThrownBy(() -> model.scores(RowSource.of(gaussian(2, 4, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3 features x 4 components]");
    }
}
