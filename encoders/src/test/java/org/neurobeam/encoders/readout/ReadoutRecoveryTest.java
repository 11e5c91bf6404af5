package org.neurobeam.encoders.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.mean;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Planted receptive fields, separable and dense weights, with fewer samples than features, against ridge. */
class ReadoutRecoveryTest {
    private static final int TRAIN = 150;
    private static final int TEST = 300;
    private static final FeatureMaps MAPS = new FeatureMaps(4, 8, 8);
    private static final int TARGETS = 10;

    private static final RidgeOptions RIDGE =
            RidgeOptions.defaults().withInnerFolds(4).withPrecision(Precision.FLOAT64);

    private final DoubleMatrix x = gaussian(TRAIN + TEST, MAPS.features(), 1);
    private final DoubleMatrix noise = gaussian(TRAIN + TEST, TARGETS, 2);
    private final RowSource training = RowSource.of(x.rows(0, TRAIN));
    private final RowSource test = RowSource.of(x.rows(TRAIN, TRAIN + TEST));

    /** Signal of unit variance from weights, [p x t]. */
    private DoubleMatrix signal(DoubleMatrix weights) {
        DoubleMatrix signal = times(x, weights);
        for (int v = 0; v < signal.columns(); v++) {
            double sum = 0;
            for (double value : signal.column(v)) {
                sum += value * value / signal.rows();
            }
            for (int i = 0; i < signal.rows(); i++) {
                signal.set(i, v, signal.get(i, v) / Math.sqrt(sum));
            }
        }
        return signal;
    }

    private static DoubleMatrix fields(ReceptiveField... fields) {
        DoubleMatrix space = DoubleMatrix.zeros(fields.length, MAPS.positions());
        for (int v = 0; v < fields.length; v++) {
            System.arraycopy(fields[v].weights(MAPS), 0, space.values(), v * MAPS.positions(), MAPS.positions());
        }
        return FactorizedModel.product(MAPS, space, gaussian(fields.length, MAPS.channels(), 3));
    }

    private static ReceptiveField[] planted() {
        Random random = new Random(4);
        return java.util.stream.IntStream.range(0, TARGETS)
                .mapToObj(v ->
                        new ReceptiveField(-0.8 + 1.6 * random.nextDouble(), -0.8 + 1.6 * random.nextDouble(), 0.35))
                .toArray(ReceptiveField[]::new);
    }

    private static double correlation(DoubleMatrix signal, DoubleMatrix predicted) {
        return mean(TargetScores.of(RowSource.of(signal.rows(TRAIN, TRAIN + TEST)), RowSource.of(predicted))
                .r());
    }

    private double ridge(DoubleMatrix signal, DoubleMatrix y) {
        try (RidgeDesign design = RidgeDesign.of(training, new int[TRAIN], Folds.none(TRAIN), RIDGE)) {
            return correlation(signal, design.fitTile(y.rows(0, TRAIN)).model().predict(test));
        }
    }

    private double factorized(DoubleMatrix signal, DoubleMatrix y) {
        FactorizedFit fit = new FactorizedReadout(MAPS, FactorizedOptions.defaults())
                .fit(training, RowSource.of(y.rows(0, TRAIN)), Folds.kFold(TRAIN, 4));
        return correlation(signal, fit.model().predict(test));
    }

    private ReceptiveFieldFit receptiveFields(DoubleMatrix y) {
        ReceptiveFieldOptions options = new ReceptiveFieldOptions(
                ReceptiveFieldOptions.grid(7, ReceptiveFieldOptions.logspaced(0.2, 0.6, 3)),
                RIDGE.withAlphas(RidgeOptions.logspace(0, 3, 4)));
        return new ReceptiveFieldReadout(MAPS, options).fit(training, RowSource.of(y.rows(0, TRAIN)), new int[TRAIN]);
    }

    @Test
    void plantedReceptiveFieldsAreFoundAndBeatFactorisedAndRidge() {
        ReceptiveField[] planted = planted();
        DoubleMatrix signal = signal(fields(planted));
        DoubleMatrix y = plus(signal, 0.7, noise);
        ReceptiveFieldFit fit = receptiveFields(y);
        double field = correlation(signal, fit.model().predict(test));
        double factorized = factorized(signal, y);
        assertThat(field).isGreaterThan(0.9).isGreaterThan(factorized + 0.05);
        assertThat(factorized).isGreaterThan(ridge(signal, y) + 0.1);
        for (int v = 0; v < TARGETS; v++) {
            ReceptiveField found = fit.model().field(v).orElseThrow();
            assertThat(Math.hypot(found.x() - planted[v].x(), found.y() - planted[v].y()))
                    .isLessThan(0.35);
        }
    }

    @Test
    void separableWeightsOfAnyShapeAreLeftToTheFactorisedReadout() {
        DoubleMatrix signal = signal(FactorizedModel.product(
                MAPS, gaussian(TARGETS, MAPS.positions(), 5), gaussian(TARGETS, MAPS.channels(), 6)));
        DoubleMatrix y = plus(signal, 0.7, noise);
        double factorized = factorized(signal, y);
        assertThat(factorized).isGreaterThan(ridge(signal, y) + 0.05);
        assertThat(correlation(signal, receptiveFields(y).model().predict(test)))
                .isLessThan(factorized - 0.2);
    }

    @Test
    void denseWeightsAreLeftToRidge() {
        DoubleMatrix signal = signal(gaussian(MAPS.features(), TARGETS, 7));
        DoubleMatrix y = plus(signal, 0.7, noise);
        double ridge = ridge(signal, y);
        assertThat(factorized(signal, y)).isLessThan(ridge - 0.05);
        assertThat(correlation(signal, receptiveFields(y).model().predict(test)))
                .isLessThan(ridge - 0.2);
    }
}
