package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Dual weights are the primal ones seen from the samples. */
class DualWeightsTest {
    private static final int SAMPLES = 40;
    private static final int FEATURES = 130;
    private static final int TARGETS = 4;
    /** A target that cannot be fitted. */
    private static final int CONSTANT = 3;
    /** Runs that alternate: the order of the samples is not that of the cells. */
    private static final int[] RUNS =
            IntStream.range(0, SAMPLES).map(i -> i / 5 % 4).toArray();
    /** Relative error of predictions from float32 weights. */
    private static final double SINGLE = 1e-5;
    /** The same from float64 weights, of which two orders of sums differ. */
    private static final double DOUBLE = 1e-10;
    /** Responses are about ten in size. */
    private static final double SIZE = 10;

    private final SplittableRandom random = new SplittableRandom(5);
    private final FloatMatrix x = noise(SAMPLES, FEATURES, 3);
    private final FloatMatrix y = responses();

    private FloatMatrix noise(int rows, int columns, float mean) {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = mean + (float) random.nextGaussian();
        }
        return m;
    }

    private FloatMatrix responses() {
        FloatMatrix m = noise(SAMPLES, TARGETS, 10);
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < TARGETS; v++) {
                m.set(i, v, v == CONSTANT ? 1 : m.get(i, v) + x.get(i, v) - x.get(i, v + 50));
            }
        }
        return m;
    }

    private static RidgeOptions options(boolean intercept, Precision precision) {
        return RidgeOptions.defaults().withIntercept(intercept).withPrecision(precision);
    }

    private RidgeFit fit(RidgeOptions options, KeptWeights kept) {
        try (RidgeDesign design = RidgeDesign.of(x, RUNS, Folds.leaveOneRunOut(RUNS), options)) {
            return design.fitTile(RowSource.of(y), kept);
        }
    }

    @Test
    void bothPredictTheSameForNewFeatures() {
        FloatMatrix fresh = noise(7, FEATURES, 3);
        for (Precision precision : Precision.values()) {
            double tolerance = precision == Precision.FLOAT32 ? SINGLE * SIZE : DOUBLE * SIZE;
            for (boolean intercept : new boolean[] {true, false}) {
                RidgeFit primal = fit(options(intercept, precision), KeptWeights.PRIMAL);
                RidgeFit dual = fit(options(intercept, precision), KeptWeights.DUAL);
                DoubleMatrix expected = primal.model().predict(RowSource.of(fresh));
                DoubleMatrix found = dual.model().predict(RowSource.of(fresh), RowSource.of(x));
                for (int i = 0; i < fresh.rows(); i++) {
                    for (int v = 0; v < CONSTANT; v++) {
                        assertThat(found.get(i, v)).isCloseTo(expected.get(i, v), within(tolerance));
                    }
                    assertThat(found.get(i, CONSTANT)).isNaN();
                }
                assertThat(dual.model().alphas()).isEqualTo(primal.model().alphas());
                assertThat(dual.pooledR()).isEqualTo(primal.pooledR());
                assertThat(dual.predictions()).isEqualTo(primal.predictions());
            }
        }
    }

    /** (Xc Xc' + alpha I) w = y - mean y: the penalty is a sum, not a mean over samples. */
    @Test
    void dualWeightsSolveTheirEquation() {
        RidgeModel model =
                fit(options(true, Precision.FLOAT64), KeptWeights.DUAL).model();
        FloatMatrix w = model.dualWeights();
        DoubleMatrix kernel = centredKernel();
        for (int v = 0; v < CONSTANT; v++) {
            double mean = 0;
            double sum = 0;
            for (int i = 0; i < SAMPLES; i++) {
                mean += y.get(i, v) / SAMPLES;
                sum += w.get(i, v);
            }
            assertThat(sum).isCloseTo(0, within(SINGLE));
            for (int i = 0; i < SAMPLES; i++) {
                double left = model.alphas()[v] * w.get(i, v);
                for (int j = 0; j < SAMPLES; j++) {
                    left += kernel.get(i, j) * w.get(j, v);
                }
                assertThat(left).isCloseTo(y.get(i, v) - mean, within(SINGLE));
            }
        }
    }

    private DoubleMatrix centredKernel() {
        DoubleMatrix centred = DoubleMatrix.zeros(SAMPLES, FEATURES);
        for (int j = 0; j < FEATURES; j++) {
            double mean = 0;
            for (int i = 0; i < SAMPLES; i++) {
                mean += x.get(i, j) / (double) SAMPLES;
            }
            for (int i = 0; i < SAMPLES; i++) {
                centred.set(i, j, x.get(i, j) - mean);
            }
        }
        DoubleMatrix kernel = DoubleMatrix.zeros(SAMPLES, SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            for (int k = 0; k < SAMPLES; k++) {
                double sum = 0;
                for (int j = 0; j < FEATURES; j++) {
                    sum += centred.get(i, j) * centred.get(k, j);
                }
                kernel.set(i, k, sum);
            }
        }
        return kernel;
    }

    @Test
    void whatWasNotKeptIsRefused() {
        RidgeOptions options = options(true, Precision.FLOAT32);
        RidgeModel none = fit(options, KeptWeights.NONE).model();
        assertThat(none.alphas()).hasSize(TARGETS);
        assertThatThrownBy(none::weights)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NONE");
        assertThatThrownBy(none::intercept).isInstanceOf(IllegalStateException.class);
        RidgeModel dual = fit(options, KeptWeights.DUAL).model();
        assertThatThrownBy(() -> dual.predict(RowSource.of(x))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> dual.predict(RowSource.of(x), RowSource.of(x.rows(0, 9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[9 samples")
                .hasMessageContaining("[40 samples");
        FloatMatrix few = noise(SAMPLES, 3, 0);
        try (RidgeDesign design = RidgeDesign.of(few, RUNS, Folds.leaveOneRunOut(RUNS), options)) {
            assertThatThrownBy(() -> design.fitTile(RowSource.of(y), KeptWeights.DUAL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[40 samples x 3 features]");
        }
    }
}
