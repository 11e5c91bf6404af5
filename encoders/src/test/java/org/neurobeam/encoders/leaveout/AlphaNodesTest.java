package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** The errors that {@code ../shared/spec/encoding.md} 6.4 gives for n = 600 and 20 alphas over 5 decades. */
class AlphaNodesTest {
    /** The figures depend on the problem, which the specification does not give. */
    private static final double FACTOR = 3;

    private static final int N = 600;
    private static final int P = 1000;
    private static final int T = 80;
    private static final int FOLDS = 5;

    private static DoubleMatrix x;
    private static DoubleMatrix y;
    private static LeaveOutFit exact;

    /** Targets from pure signal to almost pure noise, so that all alphas are chosen by some. */
    @BeforeAll
    static void plant() {
        Random random = new Random(1);
        x = Refit.gaussian(N, P, 2);
        y = DoubleMatrix.zeros(N, T);
        for (int v = 0; v < T; v++) {
            double noise = Math.pow(10, 2.5 * v / T - 1);
            double[] w = IntStream.range(0, P)
                    .mapToDouble(j -> random.nextGaussian() / Math.sqrt(P))
                    .toArray();
            for (int i = 0; i < N; i++) {
                double sum = noise * random.nextGaussian();
                for (int j = 0; j < P; j++) {
                    sum += w[j] * x.get(i, j);
                }
                y.set(i, v, sum);
            }
        }
        exact = fit(options(Criterion.NEG_MSE));
    }

    private static LeaveOutOptions options(Criterion criterion) {
        return LeaveOutOptions.of(
                RidgeOptions.defaults().withPrecision(Precision.FLOAT64).withCriterion(criterion));
    }

    private static LeaveOutFit fit(LeaveOutOptions options) {
        try (LeaveOutDesign design = LeaveOutDesign.of(RowSource.of(x), Folds.kFold(N, FOLDS), options)) {
            return design.fit(RowSource.of(y));
        }
    }

    private static double mean(LeaveOutFit fit, int alpha, int target) {
        return fit.scores().stream()
                .mapToDouble(s -> s.get(alpha, target))
                .average()
                .orElseThrow();
    }

    /** Largest error of a mean score over the variance of its target. */
    private static double worst(LeaveOutFit fit) {
        double worst = 0;
        for (int v = 0; v < T; v++) {
            double square = Arrays.stream(y.column(v))
                    .map(value -> value * value)
                    .average()
                    .orElseThrow();
            for (int j = 0; j < 20; j++) {
                worst = Math.max(worst, Math.abs(mean(fit, j, v) - mean(exact, j, v)) / square);
            }
        }
        return worst;
    }

    private static double same(LeaveOutFit fit) {
        return IntStream.range(0, T)
                        .filter(v -> fit.alphas()[v] == exact.alphas()[v])
                        .count()
                / (double) T;
    }

    @ParameterizedTest
    @CsvSource({"12,2.5e-7,1", "10,2e-6,1", "8,2.7e-5,1", "6,1.1e-4,0.97"})
    void errorsAreThoseOfTheTable(int nodes, double error, double sameAlpha) {
        LeaveOutFit fit = fit(options(Criterion.NEG_MSE).withNodes(nodes, false));
        assertThat(worst(fit)).isLessThan(FACTOR * error).isPositive();
        assertThat(same(fit)).isGreaterThanOrEqualTo(sameAlpha);
    }

    @Test
    void refinedWinnersAreScoredExactly() {
        LeaveOutFit fit = fit(options(Criterion.NEG_MSE).withNodes(6, true));
        assertThat(same(fit)).isEqualTo(1);
        for (int v = 0; v < T; v++) {
            assertThat(fit.cvScores()[v]).isCloseTo(exact.cvScores()[v], within(1e-10 * -exact.cvScores()[v]));
        }
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void scoresFromSumsAreThoseOfCombinedPredictions(Criterion criterion) {
        LeaveOutOptions nodes = options(criterion).withNodes(7, false);
        TargetScore known = TargetScore.of(criterion);
        try (LeaveOutDesign design = LeaveOutDesign.of(RowSource.of(x), Folds.kFold(N, 2), nodes)) {
            DoubleMatrix sums = design.scores(RowSource.of(y)).get(1);
            DoubleMatrix combined = design.scores(RowSource.of(y), (m, f, v) -> known.score(m, f, v))
                    .get(1);
            LeaveOutGoldenTest.assertClose(sums, combined, 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({"8,5.5e-3", "10,1.4e-3"})
    void theBoundForAnyKernelIsThatOfTheTable(int count, double error) {
        double[] any = IntStream.range(0, 500)
                .mapToDouble(i -> Math.pow(10, -3 + i / 50.0))
                .toArray();
        AlphaNodes nodes = AlphaNodes.of(any, 1, options(Criterion.R).alphas(), count);
        assertThat(nodes.worstError()).isBetween(error / FACTOR, error * FACTOR);
        assertThat(nodes.nodes()).hasSize(count).isSorted();
        assertThat(nodes.spectrumError()).isLessThanOrEqualTo(1.01 * nodes.worstError());
    }

    @Test
    void nodesAtEveryAlphaReproduceThem() {
        double[] alphas = {1, 10, 100};
        AlphaNodes nodes = AlphaNodes.of(new double[] {0.5, 3, 40, 700}, 0.8, alphas, 3);
        assertThat(nodes.spectrumError()).isLessThan(1e-12);
        assertThat(nodes.coefficients().columns()).isEqualTo(3);
    }

    @Test
    void whatCannotWorkIsRefused() {
        double[] alphas = {1, 10, 100};
        assertThatThrownBy(() -> AlphaNodes.of(new double[] {1}, 0.8, alphas, 4))
                .hasMessageContaining("not 4 nodes");
        LeaveOutOptions small = options(Criterion.R).withNodes(8, false).withMemory(64, 1000);
        assertThatThrownBy(() -> fit(small))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("28800000 bytes")
                .hasMessageContaining("memoryBytes is 1000");
    }
}
