package org.neurobeam.encoders.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.columns;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.order;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.scaled;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class ReceptiveFieldReadoutTest {
    private static final FeatureMaps MAPS = new FeatureMaps(3, 5, 5);
    private static final RidgeOptions RIDGE = RidgeOptions.defaults()
            .withAlphas(RidgeOptions.logspace(-1, 3, 5))
            .withInnerFolds(4)
            .withPrecision(Precision.FLOAT64);
    private static final ReceptiveFieldOptions OPTIONS = ReceptiveFieldOptions.defaults()
            .withRidge(RIDGE)
            .withCandidates(ReceptiveFieldOptions.grid(3, List.of(0.0, 0.4)));
    /** Values and gradients of an independent implementation in float64. */
    private static final double GOLDEN = 1e-9;

    private final GoldenJson golden = GoldenJson.of("gaussian2d_readout.json");
    private final DoubleMatrix images = golden.input("x_B_C_w_h", 2);

    private List<Optional<ReceptiveField>> points() {
        DoubleMatrix mu = golden.input("mu", 2);
        return List.of(
                Optional.of(new ReceptiveField(mu.get(0, 0), mu.get(0, 1), 0)),
                Optional.of(new ReceptiveField(mu.get(1, 0), mu.get(1, 1), 0)));
    }

    @Test
    void pointsAreSampledAsByTheGaussianReadout() {
        DoubleMatrix sampled = golden.output("sampled_B_C_O", 2);
        for (int c = 0; c < 3; c++) {
            DoubleMatrix one = DoubleMatrix.zeros(3, 2);
            one.set(c, 0, 1);
            one.set(c, 1, 1);
            assertClose(
                    new ReceptiveFieldModel(MAPS, points(), one, 0, 0).predict(RowSource.of(images)),
                    columns(sampled, 2 * c, 2 * c + 1),
                    GOLDEN);
        }
    }

    @Test
    void predictionsAndPositionGradientsAreThoseOfTheGaussianReadout() {
        ReceptiveFieldModel model = new ReceptiveFieldModel(MAPS, points(), golden.input("features_C_O", 3), 0, 0);
        assertClose(model.predict(RowSource.of(images)), golden.output("y", 2), GOLDEN);
        assertClose(model.positionGradient(RowSource.of(images)), golden.output("grad_mu", 2), GOLDEN);
    }

    @Test
    void weightsOfFieldsCanBeCheckedByHand() {
        FeatureMaps line = new FeatureMaps(1, 1, 3);
        assertThat(new ReceptiveField(0.5, 0, 0).weights(line)).containsExactly(0, 0.5, 0.5);
        double side = Math.exp(-0.5);
        assertThat(new ReceptiveField(0, 0, 1).weights(line))
                .containsExactly(
                        new double[] {side / (1 + 2 * side), 1 / (1 + 2 * side), side / (1 + 2 * side)}, within(1e-15));
        assertThat(new ReceptiveField(0.1, 0, 1e-9).weights(line)).containsExactly(0, 1, 0);
        assertThat(new ReceptiveField(3, 0, 0).weights(line)).containsExactly(0, 0, 0);
    }

    @Test
    void theGradientIsThatOfDifferences() {
        FeatureMaps maps = new FeatureMaps(1, 4, 6);
        DoubleMatrix slope = new ReceptiveField(0.13, -0.27, 0).pointGradient(maps);
        double h = 1e-6;
        double[] right = new ReceptiveField(0.13 + h, -0.27, 0).weights(maps);
        double[] left = new ReceptiveField(0.13 - h, -0.27, 0).weights(maps);
        double[] down = new ReceptiveField(0.13, -0.27 + h, 0).weights(maps);
        double[] up = new ReceptiveField(0.13, -0.27 - h, 0).weights(maps);
        for (int s = 0; s < maps.positions(); s++) {
            assertThat(slope.get(0, s)).isCloseTo((right[s] - left[s]) / (2 * h), within(1e-8));
            assertThat(slope.get(1, s)).isCloseTo((down[s] - up[s]) / (2 * h), within(1e-8));
        }
    }

    private static DoubleMatrix responses(DoubleMatrix x, int targets) {
        return plus(times(x, gaussian(x.columns(), targets, 11)), 3, gaussian(x.rows(), targets, 12));
    }

    private static ReceptiveFieldFit fit(DoubleMatrix x, DoubleMatrix y) {
        return new ReceptiveFieldReadout(MAPS, OPTIONS).fit(RowSource.of(x), RowSource.of(y), new int[x.rows()]);
    }

    @Test
    void theOrderOfTargetsAndTheirUnitsDoNotMatter() {
        DoubleMatrix x = gaussian(48, 75, 10);
        DoubleMatrix y = responses(x, 4);
        int[] targets = order(4, 13);
        ReceptiveFieldFit fit = fit(x, y);
        ReceptiveFieldFit changed = fit(x, scaled(100, columns(y, targets)));
        for (int v = 0; v < 4; v++) {
            assertThat(changed.model().field(v)).isEqualTo(fit.model().field(targets[v]));
        }
        assertClose(
                scaled(0.01, changed.model().predict(RowSource.of(x))),
                columns(fit.model().predict(RowSource.of(x)), targets),
                1e-9);
    }

    @Test
    void targetsWithNanOrWithoutVarianceAreNanAndCounted() {
        DoubleMatrix x = gaussian(48, 75, 10);
        DoubleMatrix y = responses(x, 3);
        y.set(5, 0, Double.NaN);
        for (int i = 0; i < 48; i++) {
            y.set(i, 2, 1);
        }
        ReceptiveFieldFit fit = fit(x, y);
        assertThat(fit.excludedTargets()).isEqualTo(2);
        assertThat(fit.nullReason(0)).contains("non_finite");
        assertThat(fit.nullReason(2)).contains("constant");
        assertThat(fit.model().field(0)).isEmpty();
        assertThat(columns(fit.model().predict(RowSource.of(x)), 0, 2).values()).containsOnly(Double.NaN);
        assertThat(columns(fit.model().predict(RowSource.of(x)), 1))
                .isEqualTo(fit(x, columns(y, 1)).model().predict(RowSource.of(x)));
    }

    @Test
    void wrongShapesAndSettingsAreRefused() {
        DoubleMatrix x = gaussian(20, 75, 10);
        assertThatThrownBy(() -> fit(x, gaussian(19, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[20 samples x 75 features]")
                .hasMessageContaining("[19 samples x 2 targets]");
        assertThatThrownBy(() -> fit(gaussian(20, 74, 1), gaussian(20, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("= 75 features");
        assertThatThrownBy(() -> new ReceptiveField(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReceptiveField(0, 0, 1).pointGradient(MAPS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OPTIONS.withCandidates(List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("readout.candidates");
        assertThatThrownBy(() -> OPTIONS.withRidge(RIDGE.withAlphas(List.of(1.0))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("readout.ridge.alphas");
    }
}
