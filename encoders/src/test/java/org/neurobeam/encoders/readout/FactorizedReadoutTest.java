package org.neurobeam.encoders.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.columns;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.order;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.rows;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.linear.CrossValidatedContract;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class FactorizedReadoutTest implements CrossValidatedContract {
    private static final FactorizedOptions OPTIONS =
            FactorizedOptions.defaults().withAlphas(List.of(1.0, 10.0, 100.0)).withSweeps(10);

    /** Sweeps repeat rounding; the end point is the same minimum. */
    @Override
    public double tolerance() {
        return 1e-8;
    }

    /** Any number of features as maps: two or three channels where that divides. */
    private static FeatureMaps maps(int features) {
        int channels = features % 3 == 0 ? 3 : features % 2 == 0 ? 2 : 1;
        return new FeatureMaps(channels, 1, features / channels);
    }

    private static FactorizedFit fit(RowSource x, RowSource y, Folds folds) {
        return new FactorizedReadout(maps(x.columns()), OPTIONS).fit(x, y, folds);
    }

    @Override
    public LinearModel fit(RowSource x, RowSource y) {
        return fit(x, y, Folds.kFold(x.rows(), 4)).model().linear();
    }

    @Override
    public DoubleMatrix cvScores(RowSource x, RowSource y, Folds folds) {
        return fit(x, y, folds).cvScores();
    }

    @Override
    public LinearModel fitCandidate(RowSource x, RowSource y, int candidate) {
        return new FactorizedReadout(maps(x.columns()), OPTIONS)
                .path(x, y)
                .get(candidate)
                .linear();
    }

    /** Features may be reordered only as whole channels and whole positions. */
    @ParameterizedTest
    @CsvSource({"40,9", "24,40"})
    @Override
    public void theOrderOfTargetsAndFeaturesDoesNotMatter(int n, int p) {
        DoubleMatrix x = gaussian(n, p, 70);
        DoubleMatrix y = plus(times(x, gaussian(p, 5, 71)), 2, gaussian(n, 5, 72));
        FeatureMaps maps = maps(p);
        int[] channels = order(maps.channels(), 73);
        int[] positions = order(maps.positions(), 74);
        int[] targets = order(5, 75);
        int[] features = IntStream.range(0, p)
                .map(j -> channels[j / maps.positions()] * maps.positions() + positions[j % maps.positions()])
                .toArray();
        LinearModel model = fit(RowSource.of(x), RowSource.of(y));
        LinearModel permuted = fit(RowSource.of(columns(x, features)), RowSource.of(columns(y, targets)));
        assertClose(permuted.coef(), columns(rows(model.coef(), features), targets), tolerance());
    }

    /** A channel that is constant everywhere has no weight; a constant feature alone shares the weights of its kin. */
    @Test
    @Override
    public void aConstantFeatureIsNoFailure() {
        DoubleMatrix x = gaussian(30, 6, 70);
        for (int i = 0; i < 30; i++) {
            x.set(i, 2, 3.25);
            x.set(i, 3, -1);
        }
        DoubleMatrix y = plus(gaussian(30, 2, 71), 1, columns(x, 0, 5));
        FactorizedModel model =
                fit(RowSource.of(x), RowSource.of(y), Folds.kFold(30, 4)).model();
        assertThat(model.channels().column(1)).contains(new double[] {0, 0}, within(tolerance()));
    }

    @Test
    void aGivenReadoutPredictsAsTheStaticFactorisedReadoutOfSst() {
        GoldenJson golden = GoldenJson.of("sst_readout.json");
        DoubleMatrix x = golden.input("x_B_C_w_h", 2);
        DoubleMatrix features = golden.input("features", 4);
        FeatureMaps maps = new FeatureMaps(3, 5, 5);
        FactorizedModel model = FactorizedModel.ofMasks(
                maps,
                golden.input("spatial", 4),
                features,
                golden.input("bias", 1).values());
        assertClose(model.predict(RowSource.of(x)), golden.output("y_static_factorised", 2), 1e-9);
    }

    /** With one channel, or one position, every vector of weights is a product: the readout is ridge. */
    @ParameterizedTest
    @CsvSource({"1,12", "12,1"})
    void oneChannelOrOnePositionIsRidge(int channels, int positions) {
        DoubleMatrix x = gaussian(30, 12, 1);
        DoubleMatrix y = plus(times(x, gaussian(12, 3, 2)), 2, gaussian(30, 3, 3));
        FeatureMaps maps = new FeatureMaps(channels, positions, 1);
        List<FactorizedModel> models = new FactorizedReadout(maps, OPTIONS).path(RowSource.of(x), RowSource.of(y));
        RidgeOptions ridge = RidgeOptions.defaults().withAlphas(List.of(10.0)).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[30], Folds.none(30), ridge)) {
            assertClose(models.get(1).linear().coef(), design.fitTile(y).model().weightsAsDouble(), 1e-9);
        }
    }

    private static double objective(DoubleMatrix x, DoubleMatrix y, LinearModel model, double alpha) {
        double sum = 0;
        for (double e : plus(y, -1, model.predict(RowSource.of(x))).values()) {
            sum += e * e;
        }
        for (double w : model.coef().values()) {
            sum += alpha * w * w;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"40,4,6", "20,5,8"})
    void noSweepRaisesTheObjectiveAndItSettles(int n, int channels, int positions) {
        DoubleMatrix x = gaussian(n, channels * positions, 4);
        FeatureMaps maps = new FeatureMaps(channels, positions, 1);
        DoubleMatrix planted = FactorizedModel.product(maps, gaussian(1, positions, 5), gaussian(1, channels, 6));
        DoubleMatrix y = plus(times(x, planted), 3, gaussian(n, 1, 7));
        double previous = Double.POSITIVE_INFINITY;
        double drop = Double.NaN;
        for (int sweeps = 1; sweeps <= 200; sweeps += sweeps < 10 ? 1 : 95) {
            LinearModel model = new FactorizedReadout(
                            maps, OPTIONS.withAlphas(List.of(5.0)).withSweeps(sweeps))
                    .path(RowSource.of(x), RowSource.of(y))
                    .get(0)
                    .linear();
            double objective = objective(x, y, model, 5);
            assertThat(objective).isLessThanOrEqualTo(previous * (1 + 1e-12));
            drop = previous - objective;
            previous = objective;
        }
        assertThat(drop / previous).isLessThan(1e-6);
    }

    @Test
    void plantedFactorsAreFoundWithoutNoise() {
        FeatureMaps maps = new FeatureMaps(4, 3, 3);
        DoubleMatrix x = gaussian(60, 36, 6);
        DoubleMatrix space = gaussian(2, 9, 7);
        DoubleMatrix channels = gaussian(2, 4, 8);
        DoubleMatrix y = times(x, FactorizedModel.product(maps, space, channels));
        FactorizedModel model = new FactorizedReadout(
                        maps, OPTIONS.withAlphas(List.of(1e-6)).withSweeps(100))
                .path(RowSource.of(x), RowSource.of(y))
                .get(0);
        assertClose(model.linear().coef(), FactorizedModel.product(maps, space, channels), 1e-6);
        double length = 0;
        for (double m : model.space().row(0)) {
            length += m * m;
        }
        assertThat(length).isCloseTo(1, within(1e-12));
    }

    @Test
    void wrongShapesAndSettingsAreRefused() {
        assertThatThrownBy(() -> new FeatureMaps(2, 0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FactorizedReadout(new FeatureMaps(2, 2, 2), OPTIONS)
                        .path(RowSource.of(gaussian(9, 7, 1)), RowSource.of(gaussian(9, 1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[samples x 7 features]")
                .hasMessageContaining("= 8 features");
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of(0.0))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withSweeps(0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() ->
                        FactorizedModel.ofMasks(new FeatureMaps(2, 2, 2), gaussian(3, 4, 1), gaussian(2, 2, 2), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3 targets x 4 positions]");
    }
}
