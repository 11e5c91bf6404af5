package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Defects of other programs that must not come back, {@code ../shared/spec/encoding.md} 2.9: 3, 5, 6 and 10. The others
 * have their test where the code is, found by "Defect N".
 */
class RidgeDefectsTest {
    private static final RidgeOptions EXACT =
            RidgeOptions.defaults().withAlphas(List.of(1.0)).withPrecision(Precision.FLOAT64);

    private static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /** Counts the rows that are read. */
    private static RowSource counted(DoubleMatrix x, int... reads) {
        return new RowSource() {
            @Override
            public int rows() {
                return x.rows();
            }

            @Override
            public int columns() {
                return x.columns();
            }

            @Override
            public void readRow(int row, double[] into) {
                reads[0]++;
                System.arraycopy(x.values(), row * x.columns(), into, 0, x.columns());
            }
        };
    }

    /** Defect 3: a penalty for each target must not cost a factorisation for each. */
    @ParameterizedTest
    @ValueSource(ints = {8, 90})
    void aPenaltyForEachTargetUsesTheOneFactorisation(int p) {
        DoubleMatrix x = gaussian(50, p, 1);
        DoubleMatrix y = gaussian(50, 12, 2);
        double[] alphas =
                IntStream.range(0, 12).mapToDouble(v -> Math.pow(3, v - 4)).toArray();
        int[] reads = new int[1];
        try (RidgeDesign design = RidgeDesign.of(counted(x, reads), new int[50], Folds.none(50), EXACT)) {
            int factorised = reads[0];
            long held = design.bytes();
            DoubleMatrix weights = design.fitAt(RowSource.of(y), alphas).weightsAsDouble();
            assertThat(reads[0]).isEqualTo(factorised).isPositive();
            assertThat(design.bytes()).isEqualTo(held);
            for (int v = 0; v < 12; v++) {
                DoubleMatrix alone = DoubleMatrix.wrap(50, 1, y.column(v));
                try (RidgeDesign refit =
                        RidgeDesign.of(x, new int[50], Folds.none(50), EXACT.withAlphas(List.of(alphas[v])))) {
                    double[] expected =
                            refit.fitTile(alone).model().weightsAsDouble().column(0);
                    for (int j = 0; j < p; j++) {
                        assertThat(weights.get(j, v)).isCloseTo(expected[j], within(1e-10));
                    }
                }
            }
        }
    }

    /** Defect 5: with few features no array is samples x samples, in fitting or predicting. */
    @Test
    void fewFeaturesNeverMakeAnArrayOfSamplesTimesSamples() {
        int n = 4000;
        int[] runs = IntStream.range(0, n).map(i -> i / 1000).toArray();
        try (RidgeDesign design =
                RidgeDesign.of(gaussian(n, 4, 3), runs, Folds.leaveOneRunOut(runs), RidgeOptions.defaults())) {
            assertThat(design.bytes()).isLessThan(n * 4L * 4 * 10);
            assertThat(design.fitTile(gaussian(n, 3, 4)).pooledR()[0]).isFinite();
        }
    }

    /** Defect 6: whatever the folds and penalties, data are read twice: to be checked, and to be copied row by row. */
    @ParameterizedTest
    @ValueSource(ints = {8, 90})
    void checksAndScoresReadTheDataTwiceAndNotOnceForEachFoldOrPenalty(int p) {
        int n = 60;
        int[] features = new int[1];
        int[] responses = new int[1];
        RidgeOptions many = RidgeOptions.defaults().withInnerFolds(6);
        try (RidgeDesign design =
                RidgeDesign.of(counted(gaussian(n, p, 7), features), new int[n], Folds.none(n), many)) {
            design.fitTile(counted(gaussian(n, 5, 8), responses));
        }
        assertThat(features[0]).isEqualTo(2 * n);
        assertThat(responses[0]).isEqualTo(2 * n);
    }

    /** Defect 10: an eigendecomposition in float32 loses penalties a millionth of the largest eigenvalue. */
    @ParameterizedTest
    @ValueSource(ints = {30, 120})
    void floatDataOfAnIllConditionedDesignGivesTheScoresOfDouble(int p) {
        int n = 96;
        int[] runs = IntStream.range(0, n).map(i -> i / 24).toArray();
        DoubleMatrix x = gaussian(n, p, 5);
        DoubleMatrix y = gaussian(n, 4, 6);
        for (int i = 0; i < n; i++) {
            // one direction three hundred times larger than the others, which carry the signal
            double common = 300 * x.get(i, 0);
            for (int j = 0; j < p; j++) {
                x.set(i, j, (float) (common + x.get(i, j)));
            }
            for (int v = 0; v < 4; v++) {
                y.set(i, v, (float) (0.3 * y.get(i, v) + x.get(i, 2 * v + 1) - x.get(i, 2 * v + 2)));
            }
        }
        RidgeOptions exact = RidgeOptions.defaults().withPrecision(Precision.FLOAT64);
        try (RidgeDesign a = RidgeDesign.of(x, runs, Folds.none(n), exact);
                RidgeDesign b = RidgeDesign.of(x, runs, Folds.none(n), exact.withPrecision(Precision.FLOAT32))) {
            List<DoubleMatrix> expected = a.innerScores(RowSource.of(y));
            List<DoubleMatrix> actual = b.innerScores(RowSource.of(y));
            for (int f = 0; f < expected.size(); f++) {
                for (int i = 0; i < expected.get(f).values().length; i++) {
                    double score = expected.get(f).values()[i];
                    assertThat(actual.get(f).values()[i]).isCloseTo(score, within(1e-3 * Math.abs(score)));
                }
            }
        }
    }
}
