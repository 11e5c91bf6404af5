package org.neurobeam.encoders.pls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.mean;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Planted weights of low and of full rank, against ridge with a penalty per target. */
class PartialLeastSquaresRecoveryTest {
    private static final int TRAIN = 120;
    private static final int FEATURES = 60;
    private static final int TARGETS = 80;
    private static final double NOISE_SD = 8;

    private final DoubleMatrix x = gaussian(TRAIN + 400, FEATURES, 1);
    private final PartialLeastSquares pls =
            new PartialLeastSquares(PlsOptions.defaults().withComponents(10));

    private double correlation(DoubleMatrix signal, DoubleMatrix predicted) {
        return mean(TargetScores.of(RowSource.of(signal.rows(TRAIN, TRAIN + 400)), RowSource.of(predicted))
                .r());
    }

    private PlsFit fit(DoubleMatrix y) {
        return pls.fit(RowSource.of(x.rows(0, TRAIN)), RowSource.of(y.rows(0, TRAIN)), Folds.kFold(TRAIN, 5));
    }

    private DoubleMatrix test() {
        return x.rows(TRAIN, TRAIN + 400);
    }

    private double ridge(DoubleMatrix signal, DoubleMatrix y) {
        RidgeOptions options = RidgeOptions.defaults().withInnerFolds(5).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x.rows(0, TRAIN), new int[TRAIN], Folds.none(TRAIN), options)) {
            return correlation(signal, design.fitTile(y.rows(0, TRAIN)).model().predict(RowSource.of(test())));
        }
    }

    @Test
    void twoComponentsSharedByAllTargetsBeatRidgeAndTheChosenOnesEvenMore() {
        DoubleMatrix signal = times(x, times(gaussian(FEATURES, 2, 2), gaussian(2, TARGETS, 3)));
        DoubleMatrix y = plus(signal, NOISE_SD, gaussian(TRAIN + 400, TARGETS, 4));
        PlsFit fit = fit(y);
        double two = correlation(signal, fit.allComponents().linear(2).predict(RowSource.of(test())));
        double chosen = correlation(signal, fit.model().predict(RowSource.of(test())));
        assertThat(two).isGreaterThan(0.8).isGreaterThan(ridge(signal, y) + 0.05);
        assertThat(chosen).isGreaterThan(0.88).isGreaterThan(ridge(signal, y) + 0.1);
    }

    @Test
    void targetsWithNothingInCommonAreLeftToRidge() {
        DoubleMatrix signal = times(x, gaussian(FEATURES, TARGETS, 5));
        DoubleMatrix y = plus(signal, NOISE_SD, gaussian(TRAIN + 400, TARGETS, 6));
        double pls = correlation(signal, fit(y).model().predict(RowSource.of(test())));
        assertThat(pls).isLessThan(ridge(signal, y) - 0.2);
    }
}
