package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Ridge on delayed features is ridge on the same features laid out, whichever side it is solved on. */
class DelayedRidgeTest {
    /** Float64 throughout. */
    private static final double DOUBLE = 1e-9;

    private static final int SAMPLES = 48;
    private static final int TARGETS = 5;
    private static final int[] RUNS = new int[SAMPLES];

    static {
        Arrays.setAll(RUNS, i -> i < 10 ? 0 : i / 12 + 1);
    }

    private static DoubleMatrix gaussian(int columns, double mean, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = mean + random.nextGaussian();
        }
        return m;
    }

    private static DelayedFeatures features(int words, int motion, double mean) {
        return DelayedFeatures.of(
                org.neurobeam.preprocess.design.Delays.runStarts(RUNS),
                List.of(
                        new DelayedSpace(RowSource.of(gaussian(words, mean, 1)), List.of(-1, 1, 2, 5)),
                        new DelayedSpace(RowSource.of(gaussian(motion, -mean, 2)), List.of())));
    }

    private static DoubleMatrix laidOut(RowSource x) {
        try (DenseMatrix copy = DenseMatrix.copyOf(x, Precision.FLOAT64)) {
            return copy.toDoubleMatrix();
        }
    }

    private static void assertClose(DoubleMatrix found, DoubleMatrix expected) {
        assertThat(found.values()).containsExactly(expected.values(), within(DOUBLE));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 3, PRIMAL, true, 10",
        "20, 7, PARTIAL_FRACTIONS, true, 10",
        "20, 7, PARTIAL_FRACTIONS, false, 0.5",
        "20, 7, DIRECT, true, 10",
        "4, 3, PARTIAL_FRACTIONS, true, 10",
    })
    void itIsRidgeOnFeaturesLaidOut(int words, int motion, Way way, boolean intercept, double mean) {
        DelayedFeatures x = features(words, motion, mean);
        DoubleMatrix hand = laidOut(x);
        RowSource y = RowSource.of(gaussian(TARGETS, 3, 4));
        // blocks that are not runs, with rows left out between them: cells stand in another order than the samples
        Folds outer = Folds.kFold(SAMPLES, 4).purged(3, RUNS);
        RidgeOptions options = RidgeOptions.defaults()
                .withPrecision(Precision.FLOAT64)
                .withIntercept(intercept)
                .withInnerFolds(3);
        try (RidgeDesign shifted = RidgeDesign.by(way, x, RUNS, outer, options);
                RidgeDesign copied = RidgeDesign.by(way, RowSource.of(hand), RUNS, outer, options)) {
            RidgeFit found = shifted.fitTile(y);
            RidgeFit expected = copied.fitTile(y);
            assertThat(found.outerAlphas()).isEqualTo(expected.outerAlphas());
            assertClose(found.predictionsAsDouble(), expected.predictionsAsDouble());
            assertClose(found.model().weightsAsDouble(), expected.model().weightsAsDouble());
            assertThat(found.model().intercept())
                    .containsExactly(expected.model().intercept(), within(DOUBLE));
            assertClose(found.model().predict(x), expected.model().predict(RowSource.of(hand)));
        }
    }

    @Test
    void dualWeightsAndTheirInterceptAreTheSame() {
        DelayedFeatures x = features(20, 7, 10);
        DoubleMatrix hand = laidOut(x);
        RowSource y = RowSource.of(gaussian(TARGETS, 3, 4));
        Folds outer = Folds.leaveOneRunOut(RUNS);
        RidgeOptions options = RidgeOptions.defaults().withPrecision(Precision.FLOAT64);
        try (RidgeDesign shifted = RidgeDesign.of(x, RUNS, outer, options);
                RidgeDesign copied = RidgeDesign.of(hand, RUNS, outer, options)) {
            RidgeModel found = shifted.fitTile(y, KeptWeights.DUAL).model();
            RidgeModel expected = copied.fitTile(y, KeptWeights.DUAL).model();
            assertThat(found.intercept()).containsExactly(expected.intercept(), within(DOUBLE));
            assertClose(found.predict(x, x), expected.predict(RowSource.of(hand), RowSource.of(hand)));
        }
    }

    /** [n x sum p_s] numbers instead of [n x sum p_s d_s]. */
    @Test
    void theDelayedCopiesAreNotKept() {
        DelayedFeatures x = features(200, 1, 0);
        Folds none = Folds.none(SAMPLES);
        RidgeOptions options = RidgeOptions.defaults();
        try (RidgeDesign shifted = RidgeDesign.of(x, RUNS, none, options);
                RidgeDesign copied = RidgeDesign.of(laidOut(x), RUNS, none, options)) {
            long saved = Float.BYTES * (long) SAMPLES * (x.columns() - x.undelayedColumns());
            assertThat(copied.bytes() - shifted.bytes()).isEqualTo(saved);
        }
    }

    @Test
    void centringKeepsTheDigitsOfFeaturesFarFromZero() {
        DelayedFeatures x = features(20, 7, 1000);
        RowSource y = RowSource.of(gaussian(TARGETS, 3, 4));
        Folds outer = Folds.leaveOneRunOut(RUNS);
        try (RidgeDesign single = RidgeDesign.of(x, RUNS, outer, RidgeOptions.defaults());
                RidgeDesign exact =
                        RidgeDesign.of(x, RUNS, outer, RidgeOptions.defaults().withPrecision(Precision.FLOAT64))) {
            assertThat(single.fitTile(y).predictionsAsDouble().values())
                    .containsExactly(exact.fitTile(y).predictionsAsDouble().values(), within(1e-4));
        }
    }
}
