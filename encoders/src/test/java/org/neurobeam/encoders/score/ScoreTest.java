package org.neurobeam.encoders.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.testing.SharedData;

class ScoreTest {
    /** Closed forms in float64. */
    private static final double ROUNDING = 1e-10;

    private static final String DIR = "golden/encoding/";

    @Test
    void scoresOfFourSamplesByHand() {
        TargetScores scores = TargetScores.of(
                RowSource.of(DoubleMatrix.of(new double[][] {{1, 5}, {2, 5}, {3, 5}, {6, 5}})),
                RowSource.of(DoubleMatrix.of(new double[][] {{2, 1}, {3, 2}, {4, 3}, {7, 4}})));
        assertThat(scores.rows()).isEqualTo(4);
        assertThat(scores.mse()).containsExactly(1, 7.5);
        assertThat(scores.r2()[0]).isCloseTo(1 - 4.0 / 14, within(ROUNDING));
        assertThat(scores.r()[0]).isCloseTo(1, within(ROUNDING));
        assertThat(scores.explainedVariance()[0]).isCloseTo(1, within(ROUNDING));
        assertThat(scores.r()[1]).isNaN();
        assertThat(scores.r2()[1]).isNaN();
    }

    @Test
    void aConstantPredictionCorrelatesZeroAndANanGivesNan() {
        TargetScores scores = TargetScores.of(
                RowSource.of(FloatMatrix.of(new float[][] {{1, 1}, {2, Float.NaN}, {4, 3}})),
                RowSource.of(FloatMatrix.of(new float[][] {{3, 1}, {3, 2}, {3, 3}})));
        assertThat(scores.r()[0]).isZero();
        assertThat(scores.r()[1]).isNaN();
        assertThat(scores.r2()[1]).isNaN();
    }

    @Test
    void aLargeMeanCostsNoDigits() {
        Random random = new Random(5);
        DoubleMatrix y = DoubleMatrix.zeros(200, 1);
        DoubleMatrix f = DoubleMatrix.zeros(200, 1);
        DoubleMatrix shiftedY = DoubleMatrix.zeros(200, 1);
        DoubleMatrix shiftedF = DoubleMatrix.zeros(200, 1);
        for (int i = 0; i < 200; i++) {
            y.set(i, 0, Math.rint(1024 * random.nextGaussian()) / 1024);
            f.set(i, 0, Math.rint(1024 * (y.get(i, 0) + random.nextGaussian())) / 1024);
            shiftedY.set(i, 0, y.get(i, 0) + 1e9);
            shiftedF.set(i, 0, f.get(i, 0) + 1e9);
        }
        TargetScores near = TargetScores.of(RowSource.of(y), RowSource.of(f));
        TargetScores far = TargetScores.of(RowSource.of(shiftedY), RowSource.of(shiftedF));
        assertThat(far.r()[0]).isCloseTo(near.r()[0], within(ROUNDING));
        assertThat(far.r2()[0]).isCloseTo(near.r2()[0], within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 64, 97})
    void everyCircularShiftIsTheCorrelationOfTheShiftedSeries(int n) {
        Random random = new Random(n);
        double[] y = random.doubles(n).toArray();
        double[] f = random.doubles(n).toArray();
        double[] c = new CrossCorrelation(n).circular(y, f);
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[i] * f[Math.floorMod(i - k, n)];
            }
            assertThat(c[k]).isCloseTo(sum, within(ROUNDING));
        }
    }

    @Test
    void theNoiseFloorHoldsItsLevelAndSeparatesSignal() {
        int n = 400;
        int t = 300;
        Random random = new Random(1);
        DoubleMatrix y = DoubleMatrix.zeros(n, t + 1);
        DoubleMatrix f = DoubleMatrix.zeros(n, t + 1);
        for (int v = 0; v < t; v++) {
            double a = 0;
            double b = 0;
            for (int i = 0; i < n; i++) {
                a = 0.8 * a + random.nextGaussian();
                b = 0.8 * b + random.nextGaussian();
                y.set(i, v, a + (v < 20 ? b : 0));
                f.set(i, v, b);
            }
        }
        CircularShiftNull nulls =
                CircularShiftNull.of(RowSource.of(y), RowSource.of(f), CircularShiftNull.DEFAULT_MINIMUM_SHIFT);
        double[] r = TargetScores.of(RowSource.of(y), RowSource.of(f)).r();
        int signal = 0;
        int falseAlarms = 0;
        for (int v = 0; v < t; v++) {
            boolean above = r[v] > nulls.noiseFloor()[v];
            // p counts the same shifts: above the 95th percentile means at most 5 % of them reach r
            assertThat(nulls.pValues()[v]).matches(p -> above ? p <= 0.05 + 2.0 / n : p >= 0.05 - 2.0 / n);
            signal += v < 20 && above ? 1 : 0;
            falseAlarms += v >= 20 && above ? 1 : 0;
        }
        assertThat(signal).isEqualTo(20);
        // binomial(280, 0.05): mean 14, sd 3.6; autocorrelated series scatter more
        assertThat(falseAlarms).isBetween(3, 32);
        // white-noise theory would put the floor at 1.645 / sqrt(n) = 0.08: autocorrelation must raise it
        assertThat(nulls.noiseFloor()[50]).isGreaterThan(0.1);
        assertThat(nulls.noiseFloor()[t]).isNaN();
        assertThat(nulls.pValues()[t]).isNaN();
    }

    @Test
    void falseDiscoveryRatesAreScipys() {
        double[] p = SharedData.csv(DIR + "in_pvalues.csv").values();
        assertClose(FalseDiscovery.benjaminiHochberg(p), "fdr_bh", 1e-12);
        assertClose(FalseDiscovery.benjaminiYekutieli(p), "fdr_by", 1e-12);
        double[] withNan = Arrays.copyOf(p, p.length + 1);
        withNan[p.length] = Double.NaN;
        assertThat(FalseDiscovery.benjaminiHochberg(withNan))
                .startsWith(FalseDiscovery.benjaminiHochberg(p))
                .endsWith(Double.NaN);
        assertThatThrownBy(() -> FalseDiscovery.benjaminiHochberg(1.5)).hasMessageContaining("1.5");
    }

    @Test
    void noiseCeilingsAreThoseOfThePublishedFormulas() {
        NoiseCeiling ceiling = NoiseCeiling.of(RowSource.of(SharedData.csv(DIR + "in_repeats.csv")), 4);
        assertClose(ceiling.explainableVariance(), "ev_biased", ROUNDING);
        assertClose(ceiling.explainableVarianceCorrected(), "ev_corrected", ROUNDING);
        assertClose(ceiling.signalPower(), "signal_power", ROUNDING);
        assertClose(ceiling.ccMax(), "cc_max", ROUNDING);
        DoubleMatrix predicted = SharedData.csv(DIR + "in_pred_repeats.csv");
        assertClose(ceiling.ccNorm(RowSource.of(predicted)), "cc_norm", ROUNDING);
        double[] absolute = ceiling.ccNorm(RowSource.of(predicted));
        for (int v = 0; v < absolute.length; v++) {
            absolute[v] *= ceiling.ccMax()[v];
        }
        assertClose(absolute, "cc_abs", ROUNDING);
    }

    @Test
    void withoutSignalThereIsNoCeiling() {
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1}, {2}, {3}, {3}, {2}, {1}});
        NoiseCeiling ceiling = NoiseCeiling.of(RowSource.of(y), 2);
        assertThat(ceiling.signalPower()[0]).isNegative();
        assertThat(ceiling.ccMax()[0]).isNaN();
        assertThat(ceiling.ccNorm(RowSource.of(y.rows(0, 3)))[0]).isNaN();
    }

    @Test
    void wrongShapesAreNamed() {
        RowSource a = RowSource.of(DoubleMatrix.zeros(30, 2));
        RowSource b = RowSource.of(DoubleMatrix.zeros(29, 2));
        assertThatThrownBy(() -> TargetScores.of(a, b))
                .hasMessage("measured [30 samples x 2 targets] but predicted [29 samples x 2 targets]");
        assertThatThrownBy(() -> CircularShiftNull.of(a, b, 10)).hasMessageContaining("[29 samples x 2 targets]");
        assertThatThrownBy(() -> CircularShiftNull.of(a, a, 16)).hasMessageContaining("not 30");
        assertThatThrownBy(() -> NoiseCeiling.of(b, 2)).hasMessageContaining("29 rows are not 2");
        assertThatThrownBy(() -> NoiseCeiling.of(a, 2).ccNorm(b)).hasMessageContaining("15 samples");
    }

    private static void assertClose(double[] actual, String golden, double tolerance) {
        double[] expected = SharedData.csv(DIR + golden + ".csv").values();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
        }
    }
}
