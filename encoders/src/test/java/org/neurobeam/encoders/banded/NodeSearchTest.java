package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** A search by alpha nodes against the exact one. */
class NodeSearchTest {
    private static final int N = 60;
    private static final int T = 50;
    /** What was chosen is scored exactly: rounding of float64 closed forms. */
    private static final double EXACT = 1e-8;
    /** What choosing by 8 nodes may cost, relative to targets of variance of about one. */
    private static final double LOSS = 1e-3;

    private final DoubleMatrix first = gaussian(30, 1);
    private final DoubleMatrix second = gaussian(90, 2);

    private static DoubleMatrix gaussian(int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(N, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    private DoubleMatrix planted() {
        DoubleMatrix y = gaussian(T, 3);
        Random random = new Random(4);
        for (int v = 0; v < T - 1; v++) {
            DoubleMatrix x = v % 2 == 0 ? first : second;
            double size = random.nextDouble();
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < 5; j++) {
                    y.set(i, v, y.get(i, v) + size * x.get(i, (v + 3 * j) % x.columns()));
                }
            }
        }
        for (int i = 0; i < N; i++) {
            y.set(i, T - 1, 7);
        }
        return y;
    }

    private BandSelection search(BandedOptions options) {
        return search(options, Folds.kFold(N, 5));
    }

    private BandSelection search(BandedOptions options, Folds folds) {
        try (BandKernels kernels = BandKernels.of(List.of(
                KernelBand.linear("first", RowSource.of(first)), KernelBand.linear("second", RowSource.of(second))))) {
            return new MultipleKernelRidge(BandCandidates.dirichlet(9, 2, 5), options)
                    .fit(kernels, RowSource.of(planted()), folds)
                    .selection();
        }
    }

    @ParameterizedTest
    @CsvSource({"NEG_MSE, true, 0", "NEG_MSE, false, 2", "R, true, 2", "R2, false, 0"})
    void choicesAreScoredExactlyAndLoseNextToNothing(Criterion criterion, boolean intercept, int gap) {
        BandedOptions options = BandedOptions.defaults()
                .withPrecision(Precision.FLOAT64)
                .withCriterion(criterion)
                .withIntercept(intercept);
        Folds folds = Folds.kFold(N, 5).purged(gap, new int[N]);
        BandSelection exact = search(options, folds);
        BandSelection nodes = search(options.withNodes(8), folds);
        int same = 0;
        for (int v = 0; v < T - 1; v++) {
            boolean agrees = nodes.candidates()[v] == exact.candidates()[v] && nodes.alphas()[v] == exact.alphas()[v];
            same += agrees ? 1 : 0;
            assertThat(nodes.bestScores()[v])
                    .isCloseTo(exact.bestScores()[v], within(agrees ? EXACT : LOSS))
                    .isLessThanOrEqualTo(exact.bestScores()[v] + EXACT);
        }
        assertThat(same).isGreaterThan(T * 8 / 10);
        assertThat(nodes.candidates()[T - 1]).isEqualTo(-1);
        assertThat(nodes.nullReason(T - 1)).contains("constant");
    }

    @Test
    void aPenaltyNextToNothingKeepsItsDigits() {
        BandedOptions options =
                BandedOptions.defaults().withPrecision(Precision.FLOAT64).withAlphas(List.of(1e-8, 2e-8));
        BandSelection exact = search(options);
        BandSelection nodes = search(options.withNodes(2));
        for (int v = 0; v < T - 1; v++) {
            assertThat(nodes.bestScores()[v])
                    .isCloseTo(exact.bestScores()[v], within(1e-6 * Math.abs(exact.bestScores()[v])));
        }
    }

    @Test
    void noBitDependsOnTheNumberOfWorkers() {
        BandSelection one = search(BandedOptions.defaults().withNodes(6));
        BandSelection three = search(BandedOptions.defaults().withNodes(6).withWorkers(3));
        assertThat(three.alphas()).isEqualTo(one.alphas());
        assertThat(three.cvScores().values()).isEqualTo(one.cvScores().values());
    }

    @Test
    void theDefaultIsExactAndNodesOutOfRangeAreRefused() {
        assertThat(BandedOptions.defaults().search().nodes()).isZero();
        assertThatThrownBy(() -> BandedOptions.defaults().withNodes(1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("search.nodes is 1; allowed: 0 (exact) or 2 to 20");
        assertThatThrownBy(() -> BandedOptions.defaults().withNodes(21)).hasMessageContaining("search.nodes is 21");
    }
}
