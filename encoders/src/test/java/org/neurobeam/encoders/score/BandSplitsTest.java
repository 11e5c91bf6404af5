package org.neurobeam.encoders.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

class BandSplitsTest {
    /** Closed forms in float64, sums in another order. */
    private static final double CLOSED_FORM = 1e-10;

    private static final String DIR = "golden/encoding/";

    private final DoubleMatrix measured = SharedData.csv(DIR + "in_Y_test.csv");
    private final List<RowSource> bands = bands("wkr_pred_split");

    private List<RowSource> bands(String name) {
        DoubleMatrix stacked = SharedData.csv(DIR + name + ".csv");
        int n = measured.rows();
        List<RowSource> list = new ArrayList<>();
        for (int i = 0; i < stacked.rows() / n; i++) {
            list.add(RowSource.of(stacked.rows(i * n, (i + 1) * n)));
        }
        return list;
    }

    private static BandSplits splits(DoubleMatrix y, List<RowSource> f, int blockRows) {
        List<SeriesMoments> blocks = SeriesMoments.blocks(RowSource.of(y), f, blockRows);
        SeriesMoments total = SeriesMoments.emptyLike(blocks.get(0));
        blocks.forEach(block -> total.add(1, block));
        return BandSplits.of(total);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24})
    void splitsAreThoseOfHimalayaHoweverTheTimeIsCut(int blockRows) {
        BandSplits splits = splits(measured, bands, blockRows);
        assertGolden(splits.r2(), "wkr_r2");
        assertGolden(splits.r(), "wkr_corr");
        assertGolden(splits.productMeasure().values(), "wkr_r2_split");
        assertGolden(splits.withoutCorrelation().values(), "wkr_r2_split_nocorr");
        assertGolden(splits.relativeWeights().values(), "wkr_r2_split_svd");
        assertGolden(splits.correlationSplit().values(), "wkr_corr_split");
        BandSplits search = splits(measured, bands("mkr_local_pred_split"), blockRows);
        assertGolden(search.productMeasure().values(), "mkr_local_test_r2_split");
        assertGolden(search.r2(), "mkr_local_test_r2");
    }

    private static void assertGolden(double[] actual, String name) {
        double[] expected = SharedData.csv(DIR + name + ".csv").values();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(CLOSED_FORM));
        }
    }

    @Test
    void bandsSumToTheScoreOfTheWhole() {
        BandSplits splits = splits(measured, bands, 7);
        for (int v = 0; v < measured.columns(); v++) {
            assertThat(sum(splits.productMeasure(), v)).isCloseTo(splits.r2()[v], within(CLOSED_FORM));
            assertThat(sum(splits.relativeWeights(), v)).isCloseTo(splits.r2()[v], within(CLOSED_FORM));
            assertThat(sum(splits.correlationSplit(), v)).isCloseTo(splits.r()[v], within(CLOSED_FORM));
        }
        assertThat(splits.columns(1).stream().map(Score::targets))
                .containsOnly(7)
                .hasSize(5);
    }

    private static double sum(DoubleMatrix split, int target) {
        return Arrays.stream(split.column(target)).sum();
    }

    @Test
    void deltaIsTheScoreLostWithoutTheBand() {
        BandSplits all = splits(measured, bands, 24);
        for (int i = 0; i < bands.size(); i++) {
            List<RowSource> others = new ArrayList<>(bands);
            others.remove(i);
            double[] without = splits(measured, others, 24).r2();
            for (int v = 0; v < without.length; v++) {
                assertThat(all.deltaR2().get(i, v)).isCloseTo(all.r2()[v] - without[v], within(CLOSED_FORM));
            }
        }
    }

    /** Two folds with offsets of their own: their moments in parts give what all rows give, and everything sums up. */
    @Test
    void offsetsOfFoldsHaveSharesOfTheirOwn() {
        int n = measured.rows();
        DoubleMatrix offsets = DoubleMatrix.zeros(n, measured.columns());
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < measured.columns(); v++) {
                offsets.set(i, v, i < n / 3 ? .3 : -.1 * v);
            }
        }
        SeriesMoments moments = SeriesMoments.of(RowSource.of(measured.rows(0, 9)), parts(offsets, 0, 9));
        moments.add(RowSource.of(measured.rows(9, n)), parts(offsets, 9, n));
        BandSplits splits = BandSplits.aboutOffsets(moments);
        TargetScores scores = TargetScores.of(RowSource.of(measured), RowSource.of(predicted(offsets, -1)));
        TargetScores alone = TargetScores.of(RowSource.of(measured), RowSource.of(offsets));
        for (int v = 0; v < measured.columns(); v++) {
            double offset = splits.offsetR2()[v];
            assertThat(offset).isCloseTo(alone.r2()[v], within(CLOSED_FORM));
            assertThat(splits.r2()[v]).isCloseTo(scores.r2()[v], within(CLOSED_FORM));
            assertThat(splits.r()[v]).isCloseTo(scores.r()[v], within(CLOSED_FORM));
            assertThat(sum(splits.productMeasure(), v) + offset).isCloseTo(scores.r2()[v], within(CLOSED_FORM));
            assertThat(sum(splits.relativeWeights(), v) + offset).isCloseTo(scores.r2()[v], within(CLOSED_FORM));
            assertThat(sum(splits.correlationSplit(), v) + splits.offsetR()[v])
                    .isCloseTo(scores.r()[v], within(CLOSED_FORM));
            for (int b = 0; b < bands.size(); b++) {
                double without = TargetScores.of(RowSource.of(measured), RowSource.of(predicted(offsets, b)))
                        .r2()[v];
                assertThat(splits.deltaR2().get(b, v)).isCloseTo(scores.r2()[v] - without, within(CLOSED_FORM));
            }
        }
    }

    private List<RowSource> parts(DoubleMatrix offsets, int from, int to) {
        List<RowSource> parts = new ArrayList<>();
        for (RowSource band : bands) {
            parts.add(RowSource.of(copy(band, 1).rows(from, to)));
        }
        parts.add(RowSource.of(offsets.rows(from, to)));
        return parts;
    }

    /** Bands without one of them, with offsets. */
    private DoubleMatrix predicted(DoubleMatrix offsets, int without) {
        DoubleMatrix sum = DoubleMatrix.zeros(offsets.rows(), offsets.columns());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = offsets.values()[i];
            for (int b = 0; b < bands.size(); b++) {
                sum.values()[i] += b == without ? 0 : copy(bands.get(b), 1).values()[i];
            }
        }
        return sum;
    }

    @Test
    void aConstantPredictionExplainsNothing() {
        DoubleMatrix nothing = DoubleMatrix.zeros(measured.rows(), measured.columns());
        List<RowSource> none = List.of(RowSource.of(nothing), RowSource.of(nothing));
        BandSplits splits = splits(measured, none, 24);
        assertThat(splits.r()).containsOnly(0);
        assertThat(splits.relativeWeights().values()).containsOnly(0);
        assertThat(splits.correlationSplit().values()).containsOnly(0);
    }

    @Test
    void unitsOfAVoxelAndALargeMeanOfTheMeasuredSeriesChangeNothing() {
        DoubleMatrix y = DoubleMatrix.zeros(measured.rows(), measured.columns());
        double scale = 250;
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = scale * measured.values()[i] + 1e6;
        }
        List<RowSource> f = bands.stream().map(band -> scaled(band, scale)).toList();
        BandSplits a = splits(measured, bands, 6);
        BandSplits b = splits(y, f, 6);
        // 1e6 of offset costs 12 of 32 digits of the squares at most
        double tolerance = 1e-7;
        assertAllClose(b.productMeasure(), a.productMeasure(), tolerance);
        assertAllClose(b.relativeWeights(), a.relativeWeights(), tolerance);
        assertAllClose(b.correlationSplit(), a.correlationSplit(), tolerance);
    }

    private static RowSource scaled(RowSource source, double scale) {
        return RowSource.of(copy(source, scale));
    }

    private static DoubleMatrix copy(RowSource source, double scale) {
        DoubleMatrix m = DoubleMatrix.zeros(source.rows(), source.columns());
        double[] row = new double[source.columns()];
        for (int i = 0; i < source.rows(); i++) {
            source.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                m.set(i, j, scale * row[j]);
            }
        }
        return m;
    }

    private static void assertAllClose(DoubleMatrix actual, DoubleMatrix expected, double tolerance) {
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(actual.values()[i]).isCloseTo(expected.values()[i], within(tolerance));
        }
    }

    @Test
    void plantedPartsAreRecovered() {
        // y = 2 a + b + noise with one band for each; the second target has the same band twice
        int n = 20_000;
        Random random = new Random(3);
        DoubleMatrix y = DoubleMatrix.zeros(n, 2);
        DoubleMatrix f0 = DoubleMatrix.zeros(n, 2);
        DoubleMatrix f1 = DoubleMatrix.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            y.set(i, 0, 2 * a + b + random.nextGaussian());
            y.set(i, 1, a + random.nextGaussian());
            f0.set(i, 0, 2 * a);
            f1.set(i, 0, b);
            f0.set(i, 1, a);
            f1.set(i, 1, a);
        }
        SeriesMoments moments = SeriesMoments.of(RowSource.of(y), List.of(RowSource.of(f0), RowSource.of(f1)));
        VariancePartition parts = VariancePartition.ofWeights(moments);
        // independent bands: 4/6 and 1/6 of the variance, nothing shared; sampling error about 1/sqrt(n)
        double sampling = 0.02;
        assertThat(parts.unique(0)[0]).isCloseTo(4 / 6.0, within(sampling));
        assertThat(parts.unique(1)[0]).isCloseTo(1 / 6.0, within(sampling));
        assertThat(parts.shared(0b11)[0]).isCloseTo(0, within(sampling));
        BandSplits splits = BandSplits.of(moments);
        assertThat(splits.productMeasure().get(0, 0)).isCloseTo(4 / 6.0, within(sampling));
        assertThat(splits.relativeWeights().get(1, 0)).isCloseTo(1 / 6.0, within(sampling));
        // identical bands: everything shared, nothing unique
        assertThat(parts.unique(0)[1]).isCloseTo(0, within(sampling));
        assertThat(parts.shared(0b11)[1]).isCloseTo(0.5, within(sampling));
        assertThat(parts.uniqueColumn(0).convention()).isEqualTo(ScoreConvention.UNIQUE_R2);
    }

    @Test
    void allPartsSumToTheWhole() {
        Random random = new Random(8);
        double[][] r2 = new double[7][2];
        for (double[] subset : r2) {
            Arrays.setAll(subset, v -> random.nextDouble());
        }
        VariancePartition parts = VariancePartition.of(3, r2);
        double[] sum = new double[2];
        for (int s = 1; s < 8; s++) {
            double[] part = parts.shared(s);
            Arrays.setAll(sum, v -> sum[v] + part[v]);
        }
        assertThat(sum[0]).isCloseTo(r2[6][0], within(CLOSED_FORM));
        assertThat(sum[1]).isCloseTo(r2[6][1], within(CLOSED_FORM));
        assertThat(parts.unique(1)[0]).isCloseTo(r2[6][0] - r2[0b101 - 1][0], within(CLOSED_FORM));
    }

    @Test
    void aWeightedBlockCountsAsItsCopies() {
        RowSource y = RowSource.of(measured);
        List<SeriesMoments> blocks = SeriesMoments.blocks(y, bands, 12);
        SeriesMoments weighted = SeriesMoments.emptyLike(blocks.get(0));
        weighted.add(3, blocks.get(1));
        SeriesMoments copied = SeriesMoments.emptyLike(blocks.get(0));
        for (int i = 0; i < 3; i++) {
            copied.add(1, blocks.get(1));
        }
        assertThat(weighted.weight()).isEqualTo(36);
        assertThat(BandSplits.of(weighted).r()[2])
                .isCloseTo(BandSplits.of(copied).r()[2], within(CLOSED_FORM));
    }

    @Test
    void constantAndUnknownTargetsAreNan() {
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{5, 1}, {5, Double.NaN}, {5, 3}});
        DoubleMatrix f = DoubleMatrix.of(new double[][] {{1, 1}, {2, 2}, {3, 3}});
        BandSplits splits = splits(y, List.of(RowSource.of(f), RowSource.of(f)), 3);
        assertThat(splits.r2()).containsOnly(Double.NaN);
        assertThat(splits.r()).containsOnly(Double.NaN);
        assertThat(splits.productMeasure().values()).containsOnly(Double.NaN);
        assertThat(splits.relativeWeights().values()).containsOnly(Double.NaN);
        assertThat(splits.deltaR2().values()).containsOnly(Double.NaN);
        VariancePartition parts =
                VariancePartition.ofWeights(SeriesMoments.of(RowSource.of(y), List.of(RowSource.of(f))));
        assertThat(parts.unique(0)).containsOnly(Double.NaN);
    }

    @Test
    void wrongCallsAreNamed() {
        RowSource y = RowSource.of(measured);
        assertThatThrownBy(() -> BandSplits.of(SeriesMoments.of(y, List.of()))).hasMessageContaining("no band");
        assertThatThrownBy(() -> SeriesMoments.ofBlocks(y, bands, 0, 30)).hasMessageContaining("block 0");
        assertThatThrownBy(() -> SeriesMoments.of(y, List.of(RowSource.of(measured.rows(0, 3)))))
                .hasMessageContaining("[24 samples x 7 targets]")
                .hasMessageContaining("[3 samples x 7 targets]");
        SeriesMoments one = SeriesMoments.of(y, bands);
        SeriesMoments other = SeriesMoments.of(RowSource.of(measured.rows(1, 24)), List.of());
        assertThatThrownBy(() -> one.add(y, List.of())).hasMessageContaining("1 series x 7 targets");
        assertThatThrownBy(() -> BandSplits.aboutOffsets(SeriesMoments.of(y, List.of(y))))
                .hasMessageContaining("no band");
        assertThatThrownBy(() -> one.add(1, other)).hasMessageContaining("same blocks");
        assertThatThrownBy(() -> VariancePartition.of(3, new double[6][2])).hasMessageContaining("7 subsets");
        assertThatThrownBy(() -> VariancePartition.of(1, new double[1][2]).shared(2))
                .hasMessageContaining("subset 2");
    }
}
