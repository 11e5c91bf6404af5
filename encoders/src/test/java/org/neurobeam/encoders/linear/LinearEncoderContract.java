package org.neurobeam.encoders.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.columns;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.order;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.rows;
import static org.neurobeam.encoders.linear.Arrays2d.scaled;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** What every linear encoder must do. */
public interface LinearEncoderContract {
    /** Rounding of float64 in another order of sums; iterative encoders stop at their own tolerance. */
    default double tolerance() {
        return 1e-9;
    }

    /** Fits with an intercept. */
    LinearModel fit(RowSource x, RowSource y);

    /** Fits responses that were multiplied by a factor, with penalties that follow where they have the unit of y. */
    default LinearModel fitScaled(RowSource x, RowSource y, double factor) {
        return fit(x, y);
    }

    private LinearModel fit(DoubleMatrix x, DoubleMatrix y) {
        return fit(RowSource.of(x), RowSource.of(y));
    }

    private static DoubleMatrix responses(DoubleMatrix x, int targets) {
        DoubleMatrix signal = times(x, gaussian(x.columns(), targets, 71));
        return plus(signal, 2, gaussian(x.rows(), targets, 72));
    }

    @ParameterizedTest
    @CsvSource({"40,9", "24,40"})
    default void theOrderOfTargetsAndFeaturesDoesNotMatter(int n, int p) {
        DoubleMatrix x = gaussian(n, p, 70);
        DoubleMatrix y = responses(x, 5);
        int[] features = order(p, 73);
        int[] targets = order(5, 74);
        LinearModel model = fit(x, y);
        LinearModel permuted = fit(columns(x, features), columns(y, targets));
        assertClose(permuted.coef(), columns(rows(model.coef(), features), targets), tolerance());
    }

    @Test
    default void anOffsetMovesTheInterceptAlone() {
        DoubleMatrix x = gaussian(40, 9, 70);
        DoubleMatrix y = responses(x, 3);
        LinearModel model = fit(x, y);
        DoubleMatrix ones = gaussian(40, 9, 70);
        java.util.Arrays.fill(ones.values(), 1);
        LinearModel moved = fit(plus(x, 3, ones), plus(y, -7, DoubleMatrix.wrap(40, 3, ones(120))));
        assertClose(moved.coef(), model.coef(), tolerance());
        assertClose(
                moved.predict(RowSource.of(plus(x, 3, ones))),
                plus(model.predict(RowSource.of(x)), -7, DoubleMatrix.wrap(40, 3, ones(120))),
                tolerance());
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    default void scaledResponsesScaleTheWeights() {
        DoubleMatrix x = gaussian(40, 9, 70);
        DoubleMatrix y = responses(x, 3);
        LinearModel model = fit(x, y);
        LinearModel larger = fitScaled(RowSource.of(x), RowSource.of(scaled(100, y)), 100);
        assertClose(scaled(0.01, larger.coef()), model.coef(), tolerance());
    }

    @Test
    default void targetsWithNanOrWithoutVarianceAreNanAndCounted() {
        DoubleMatrix x = gaussian(40, 9, 70);
        DoubleMatrix y = responses(x, 4);
        for (int i = 0; i < 40; i++) {
            y.set(i, 2, 5);
        }
        y.set(7, 0, Double.NaN);
        LinearModel model = fit(x, y);
        assertThat(model.excludedTargets()).isEqualTo(2);
        assertThat(model.nullReason(0)).contains("non_finite");
        assertThat(model.nullReason(1)).isEmpty();
        assertThat(model.nullReason(2)).contains("constant");
        DoubleMatrix good = fit(x, columns(y, 1, 3)).predict(RowSource.of(x));
        DoubleMatrix all = model.predict(RowSource.of(x));
        assertClose(columns(all, 1, 3), good, tolerance());
        assertThat(columns(all, 0, 2).values()).containsOnly(Double.NaN);
        assertThat(model.intercept()[0]).isNaN();
    }

    @Test
    default void nothingToFitIsNoFailure() {
        LinearModel model = fit(gaussian(12, 3, 70), DoubleMatrix.zeros(12, 2));
        assertThat(model.excludedTargets()).isEqualTo(2);
        assertThat(model.coef().values()).hasSize(6).containsOnly(Double.NaN);
    }

    @Test
    default void aConstantFeatureIsNoFailure() {
        DoubleMatrix x = gaussian(30, 4, 70);
        DoubleMatrix y = responses(x, 2);
        for (int i = 0; i < 30; i++) {
            x.set(i, 1, 3.25);
        }
        assertThat(fit(x, y).coef().row(1)).contains(new double[] {0, 0}, within(tolerance()));
    }

    @Test
    default void floatDataGiveTheModelOfTheSameNumbersInDouble() {
        FloatMatrix x = FloatMatrix.zeros(30, 5);
        FloatMatrix y = FloatMatrix.zeros(30, 2);
        DoubleMatrix wideX = gaussian(30, 5, 70);
        DoubleMatrix wideY = responses(wideX, 2);
        for (int i = 0; i < 150; i++) {
            x.values()[i] = (float) wideX.values()[i];
            wideX.values()[i] = x.values()[i];
        }
        for (int i = 0; i < 60; i++) {
            y.values()[i] = (float) wideY.values()[i];
            wideY.values()[i] = y.values()[i];
        }
        assertThat(fit(RowSource.of(x), RowSource.of(y)).coef())
                .isEqualTo(fit(wideX, wideY).coef());
    }

    @Test
    default void wrongShapesAndFeaturesThatAreNotFiniteAreNamed() {
        DoubleMatrix x = gaussian(20, 3, 70);
        assertThatThrownBy(() -> fit(x, gaussian(19, 2, 71)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[20 samples x 3 features]")
                .hasMessageContaining("[19 samples x 2 targets]");
        LinearModel model = fit(x, responses(x, 2));
        assertThatThrownBy(() -> model.predict(RowSource.of(gaussian(5, 4, 71))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[5 samples x 4 features]")
                .hasMessageContaining("[3 features x 2 targets]");
        x.set(4, 1, Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> fit(x, gaussian(20, 2, 71)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature 1 of sample 4");
    }
}
