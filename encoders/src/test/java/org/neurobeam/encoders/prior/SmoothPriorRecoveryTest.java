package org.neurobeam.encoders.prior;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** A prior helps where the weights are what it says, and only there. */
class SmoothPriorRecoveryTest {
    private static final int SAMPLES = 240;
    private static final int FEATURES = 15;
    private static final int TARGETS = 60;
    private static final List<Integer> DELAYS =
            IntStream.rangeClosed(1, 10).boxed().toList();
    private static final int[] RUNS = new int[SAMPLES];
    /** Of held-out correlations between targets of one kind. */
    private static final double CLEARLY = .05;

    static {
        Arrays.setAll(RUNS, i -> i / 60);
    }

    private final DelayedFeatures x = DelayedFeatures.of(
            new int[] {0, 60, 120, 180},
            List.of(new DelayedSpace(RowSource.of(WeightPriorTest.gaussian(SAMPLES, FEATURES, 1)), DELAYS)));

    /** Signal of variance 1 under noise of variance 2. */
    private DoubleMatrix responses(boolean smooth) {
        Random random = new Random(5);
        DoubleMatrix y = DoubleMatrix.zeros(SAMPLES, TARGETS);
        double[] row = new double[x.columns()];
        for (int v = 0; v < TARGETS; v++) {
            double[] b = smooth
                    ? bumps(random)
                    : random.doubles(x.columns()).map(u -> 2 * u - 1).toArray();
            double length = Math.sqrt(Arrays.stream(b).map(w -> w * w).sum());
            for (int i = 0; i < SAMPLES; i++) {
                x.readRow(i, row);
                double signal = 0;
                for (int j = 0; j < row.length; j++) {
                    signal += row[j] * b[j] / length;
                }
                y.set(i, v, signal + Math.sqrt(2) * random.nextGaussian());
            }
        }
        return y;
    }

    /** Each feature a response of its own size that rises and falls over the delays. */
    private static double[] bumps(Random random) {
        double[] b = new double[FEATURES * DELAYS.size()];
        for (int j = 0; j < FEATURES; j++) {
            double size = random.nextGaussian();
            double peak = 4 + 3 * random.nextDouble();
            for (int d = 0; d < DELAYS.size(); d++) {
                double z = (DELAYS.get(d) - peak) / 2.5;
                b[d * FEATURES + j] = size * Math.exp(-z * z / 2);
            }
        }
        return b;
    }

    private double heldOutR(Optional<DoubleMatrix> covariance, DoubleMatrix y) {
        WeightPriors priors = WeightPriors.of(
                List.of(covariance.map(c -> WeightPrior.of("words", Optional.of(c), Optional.empty()))),
                List.of(x.columns()));
        try (RidgeDesign design =
                RidgeDesign.of(priors.mixed(x), RUNS, Folds.leaveOneRunOut(RUNS), RidgeOptions.defaults())) {
            return Arrays.stream(design.fitTile(y).pooledR()).average().orElseThrow();
        }
    }

    @Test
    void aSmoothPriorFindsSmoothResponses() {
        DoubleMatrix y = responses(true);
        double ridge = heldOutR(Optional.empty(), y);
        assertThat(heldOutR(Optional.of(DelayCovariance.smooth(DELAYS)), y)).isGreaterThan(ridge + CLEARLY);
        assertThat(heldOutR(Optional.of(DelayCovariance.gaussian(DELAYS, 2)), y))
                .isGreaterThan(ridge + CLEARLY);
    }

    @Test
    void itLosesWhereWeightsAreWhite() {
        DoubleMatrix y = responses(false);
        double ridge = heldOutR(Optional.empty(), y);
        assertThat(heldOutR(Optional.of(DelayCovariance.smooth(DELAYS)), y)).isLessThan(ridge - CLEARLY);
        assertThat(heldOutR(Optional.of(DelayCovariance.gaussian(DELAYS, 2)), y))
                .isLessThan(ridge - CLEARLY);
    }
}
