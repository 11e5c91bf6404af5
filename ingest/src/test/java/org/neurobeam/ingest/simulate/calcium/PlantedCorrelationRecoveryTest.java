package org.neurobeam.ingest.simulate.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/** What is planted can be found again in the traces. */
class PlantedCorrelationRecoveryTest {
    private static final CalciumSimulation STUDY = CalciumSimulation.defaults()
            .withSize(4, 150, 3000)
            .withFaults(LabelFaults.none())
            .withSeed(11);
    /**
     * A pair's r over 1,800 s has about 300 independent samples, so a standard error of (1 - 0.73^2) / sqrt(300) = 0.03;
     * some 200 pairs of worms that share factors: their mean is within 0.02.
     */
    private static final double TOLERANCE = 0.02;

    private static final double SPEED_FOLLOWS_FACTOR = 0.95;

    @Test
    void matesAreCorrelatedAsPlanted() {
        double mates = 0;
        int pairs = 0;
        double all = 0;
        int allPairs = 0;
        for (int w = 0; w < STUDY.worms(); w++) {
            SimulatedWorm worm = CalciumSimulator.worm(STUDY, w);
            double[][] z = standardised(worm.traces());
            List<SimulatedRoi> rois = worm.rois();
            for (int i = 0; i < z.length; i++) {
                for (int j = 0; j < i; j++) {
                    double r = dot(z[i], z[j]);
                    all += r;
                    allPairs++;
                    String label = rois.get(j).neuron().label();
                    if (Vocabulary.hermaphrodite()
                            .mate(rois.get(i).neuron().label())
                            .filter(label::equals)
                            .isPresent()) {
                        mates += r;
                        pairs++;
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(150);
        assertThat(mates / pairs).isCloseTo(LatentActivity.plantedCorrelation(), within(TOLERANCE));
        assertThat(mates / pairs).isGreaterThan(0.4).isGreaterThan(2 * all / allPairs);
    }

    @Test
    void velocityFollowsOneFactorAndReversalsAreBackward() {
        SimulatedWorm worm = CalciumSimulator.worm(STUDY, 0);
        double[][] z = standardised(new double[][] {worm.velocity(), worm.factors()[0], worm.factors()[1]});
        assertThat(dot(z[0], z[1])).isGreaterThan(SPEED_FOLLOWS_FACTOR);
        assertThat(Math.abs(dot(z[0], z[2]))).isLessThan(0.3);
        assertThat(worm.reversals()).isNotEmpty().allSatisfy(event -> {
            for (int t = event[0]; t < event[1]; t++) {
                assertThat(worm.velocity()[t]).isNegative();
            }
        });
    }

    @Test
    void stepsJitterByFivePercent() {
        double[] times = CalciumSimulator.worm(STUDY, 0).times();
        double squares = 0;
        for (int t = 1; t < times.length; t++) {
            double step = (times[t] - times[t - 1]) / STUDY.dtSeconds() - 1;
            assertThat(step).isBetween(-0.21, 0.21);
            squares += step * step;
        }
        assertThat(Math.sqrt(squares / (times.length - 1))).isCloseTo(0.05, within(0.005));
    }

    private static double[][] standardised(double[][] traces) {
        double[][] z = new double[traces.length][];
        for (int i = 0; i < z.length; i++) {
            double mean = Arrays.stream(traces[i]).average().orElseThrow();
            double[] centred = Arrays.stream(traces[i]).map(v -> v - mean).toArray();
            double norm = Math.sqrt(dot(centred, centred));
            z[i] = Arrays.stream(centred).map(v -> v / norm).toArray();
        }
        return z;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }
}
