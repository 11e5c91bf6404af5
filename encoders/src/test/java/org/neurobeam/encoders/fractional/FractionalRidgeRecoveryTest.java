package org.neurobeam.encoders.fractional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.mean;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.scaled;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Planted weights against ridge with its default grid of penalties. */
class FractionalRidgeRecoveryTest {
    private static final int TRAIN = 150;
    private static final int FEATURES = 60;
    private static final int TARGETS = 30;

    private final DoubleMatrix x = gaussian(TRAIN + 500, FEATURES, 1);
    private final DoubleMatrix signal = times(x, gaussian(FEATURES, TARGETS, 2));
    private final DoubleMatrix y = plus(signal, 10, gaussian(TRAIN + 500, TARGETS, 3));

    private double fractional(DoubleMatrix features) {
        FractionalFit fit = new FractionalRidge(FractionalOptions.defaults())
                .fit(RowSource.of(features.rows(0, TRAIN)), RowSource.of(y.rows(0, TRAIN)), Folds.kFold(TRAIN, 5));
        return correlation(fit.model().predict(RowSource.of(features.rows(TRAIN, TRAIN + 500))));
    }

    private double ridge(DoubleMatrix features) {
        RidgeOptions options = RidgeOptions.defaults().withInnerFolds(5).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(features.rows(0, TRAIN), new int[TRAIN], Folds.none(TRAIN), options)) {
            return correlation(
                    design.fitTile(y.rows(0, TRAIN)).model().predict(RowSource.of(features.rows(TRAIN, TRAIN + 500))));
        }
    }

    private double correlation(DoubleMatrix predicted) {
        return mean(TargetScores.of(RowSource.of(signal.rows(TRAIN, TRAIN + 500)), RowSource.of(predicted))
                .r());
    }

    /** Both walk the same path of models; only the marks on it differ. */
    @Test
    void withAGridThatCoversTheProblemRidgeIsAsGood() {
        assertThat(ridge(x)).isGreaterThan(0.6);
        assertThat(fractional(x)).isCloseTo(ridge(x), within(0.01));
    }

    /** In units a thousand times larger every penalty of the grid is far too strong, and every fraction is as before. */
    @Test
    void fractionsNeedNoGridInTheUnitsOfTheFeatures() {
        DoubleMatrix small = scaled(1e-3, x);
        assertThat(fractional(small)).isCloseTo(fractional(x), within(1e-9));
        assertThat(fractional(small)).isGreaterThan(ridge(small) + 0.01);
    }
}
