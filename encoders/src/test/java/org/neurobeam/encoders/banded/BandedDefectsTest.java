package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Defects of other programs in banded ridge, {@code ../shared/spec/encoding.md} 2.9. */
class BandedDefectsTest {
    private static final int N = 40;
    private static final int FOLDS = 4;

    private static DoubleMatrix gaussian(int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(N, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /**
     * Defect 1: features are not scaled in place, a weight of zero is a weight of zero and not 0/0, and a table in which
     * the winner takes all is ridge on the winner.
     */
    @ParameterizedTest
    @ValueSource(ints = {5, 60})
    void zeroWeightsAreLegalAndFeaturesStayAsTheyWere(int second) {
        DoubleMatrix x = gaussian(3 + second, 1);
        DoubleMatrix y = gaussian(4, 2);
        for (int i = 0; i < N; i++) {
            y.set(i, 0, y.get(i, 0) + 3 * x.get(i, 0));
        }
        double[] before = x.values().clone();
        RidgeOptions exact = RidgeOptions.defaults().withInnerFolds(FOLDS).withPrecision(Precision.FLOAT64);
        BandCandidates winnerTakesAll = BandCandidates.of(DoubleMatrix.of(new double[][] {{1, 0}, {0, 1}}));
        GroupRidgeFit fit = new GroupRidge(
                        winnerTakesAll, BandedOptions.defaults().withRidge(exact))
                .fit(RowSource.of(x), FeatureGroups.ofSizes(3, second), RowSource.of(y), Folds.kFold(N, FOLDS));
        assertThat(x.values()).isEqualTo(before);
        assertThat(fit.selection().candidates()[0]).isZero();
        DoubleMatrix first = DoubleMatrix.zeros(N, 3);
        for (int i = 0; i < N; i++) {
            System.arraycopy(x.row(i), 0, first.values(), 3 * i, 3);
        }
        DoubleMatrix weights = fit.model().weightsAsDouble();
        assertThat(weights.values()).doesNotContain(Double.NaN);
        try (RidgeDesign alone = RidgeDesign.of(first, new int[N], Folds.none(N), exact)) {
            RidgeFit ridge = alone.fitTile(y);
            for (int j = 0; j < weights.rows(); j++) {
                double expected = j < 3 ? ridge.model().weightsAsDouble().get(j, 0) : 0;
                assertThat(weights.get(j, 0)).isCloseTo(expected, within(1e-10));
            }
        }
    }
}
