package org.neurobeam.encoders.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.score.FamilywiseError;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class CompareTest {
    private static final double ROUNDING = 1e-12;
    private static final ResamplingOptions DRAWS = new ResamplingOptions(99, 5);

    private final int[] runs = Noise.runs(3, 47);
    private final TimeBlocks blocks = TimeBlocks.of(runs, 5);
    private final Noise noise = new Noise(9, 0.5);
    private final DoubleMatrix y = noise.series(141, 300);
    private final DoubleMatrix f = Noise.sum(noise.series(141, 300), 0.2, y);
    private final DoubleMatrix g = Noise.sum(noise.series(141, 300), 0.1, y);

    @ParameterizedTest
    @CsvSource({"121,10", "47,5", "100,10", "23,10", "20,10", "7,1", "361,20"})
    void blocksCoverEachRunInNearlyEqualLengths(int samples, int length) {
        TimeBlocks cut = TimeBlocks.of(Noise.runs(2, samples), length);
        assertThat(cut.rows()).isEqualTo(2 * samples);
        assertThat(IntStream.range(0, cut.count()).map(cut::samples).sum()).isEqualTo(2 * samples);
        assertThat(cut.starts()).contains(0, samples);
        int shortest = IntStream.range(0, cut.count()).map(cut::samples).min().orElseThrow();
        int longest = IntStream.range(0, cut.count()).map(cut::samples).max().orElseThrow();
        assertThat(longest - shortest).isLessThanOrEqualTo(1);
        assertThat((double) longest).isBetween(0.7 * length, 1.4 * length + 1);
        for (int[] set : cut.exchangeable()) {
            assertThat(Arrays.stream(set).map(cut::samples).distinct().count()).isEqualTo(1);
            assertThat(Arrays.stream(set)
                            .map(b -> cut.starts()[b] / samples)
                            .distinct()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(cut.exchangeable().stream().flatMapToInt(Arrays::stream).sorted())
                .containsExactly(IntStream.range(0, cut.count()).boxed().toArray(Integer[]::new));
    }

    @Test
    void aRunOf121HasNoBlockThatStaysInPlace() {
        TimeBlocks cut = TimeBlocks.of(Noise.runs(1, 121), 10);
        assertThat(cut.count()).isEqualTo(11);
        assertThat(cut.exchangeable()).allMatch(set -> set.length > 1);
    }

    @Test
    void thePermutedDifferenceIsTheDifferenceOfCorrelations() {
        RowSource measured = Noise.rows(y);
        ChanceNull chance = BlockPermutation.of(blocks, DRAWS)
                .testDifference(measured, Noise.rows(f), Noise.rows(g), Tail.TWO_SIDED);
        double[] first = TargetScores.of(measured, Noise.rows(f)).r();
        double[] second = TargetScores.of(measured, Noise.rows(g)).r();
        PairedDifference drawn =
                BlockBootstrap.of(blocks, DRAWS).compare(measured, Noise.rows(f), Noise.rows(g), Accuracy.R);
        for (int v = 0; v < first.length; v++) {
            assertThat(chance.observed()[v]).isCloseTo(first[v] - second[v], within(ROUNDING));
            assertThat(drawn.difference().value()[v]).isCloseTo(first[v] - second[v], within(ROUNDING));
        }
        BlockPermutation permutation = BlockPermutation.of(blocks, DRAWS);
        assertThat(permutation
                        .testDifference(measured, Noise.rows(f), Noise.rows(f), Tail.GREATER)
                        .pValues())
                .containsOnly(1);
        // draws of equal models are all zero
        assertThat(BlockBootstrap.of(blocks, DRAWS)
                        .compare(measured, Noise.rows(f), Noise.rows(f), Accuracy.R)
                        .difference()
                        .twoSidedPValues())
                .containsOnly(1);
    }

    @Test
    void blockProductsEqualTheCorrelationOfThePermutedSeries() {
        ChanceNull chance = BlockPermutation.of(blocks, DRAWS).test(Noise.rows(y), Noise.rows(f));
        double[] r = TargetScores.of(Noise.rows(y), Noise.rows(f)).r();
        for (int v = 0; v < r.length; v++) {
            assertThat(chance.observed()[v]).isCloseTo(r[v], within(ROUNDING));
        }
        // the same test by moving rows: swap two blocks of one length and correlate
        int[] set = blocks.exchangeable().get(0);
        BlockProducts table = new BlockProducts(blocks);
        table.fill(Standardised.of(blocks, Noise.rows(y), 300), Standardised.of(blocks, Noise.rows(f), 300), 300, 0);
        int[] swapped = IntStream.range(0, blocks.count()).toArray();
        swapped[set[0]] = set[1];
        swapped[set[1]] = set[0];
        double[] sums = new double[table.width()];
        table.correlate(swapped, sums);
        DoubleMatrix moved = DoubleMatrix.wrap(y.rows(), y.columns(), y.values().clone());
        for (int s = 0; s < blocks.samples(set[0]); s++) {
            System.arraycopy(y.row(blocks.start(set[1]) + s), 0, moved.values(), (blocks.start(set[0]) + s) * 300, 300);
            System.arraycopy(y.row(blocks.start(set[0]) + s), 0, moved.values(), (blocks.start(set[1]) + s) * 300, 300);
        }
        double[] expected = TargetScores.of(Noise.rows(moved), Noise.rows(f)).r();
        for (int v = 0; v < table.width(); v++) {
            assertThat(sums[v]).isCloseTo(expected[v], within(ROUNDING));
        }
    }

    @Test
    void tilesPutTogetherAreTheWholeBitForBit() {
        BlockPermutation permutation = BlockPermutation.of(blocks, DRAWS);
        SignFlip flips = SignFlip.of(blocks.count(), Tail.TWO_SIDED, DRAWS);
        BlockBootstrap bootstrap = BlockBootstrap.of(blocks, DRAWS);
        RowSource differences =
                Noise.rows(SignFlip.squaredErrorDifferences(blocks, Noise.rows(y), Noise.rows(f), Noise.rows(g)));
        ChanceNull whole = permutation.test(Noise.rows(y), Noise.rows(f));
        ChanceNull flipped = flips.test(differences);
        PairedDifference compared = bootstrap.compare(Noise.rows(y), Noise.rows(f), Noise.rows(g), Accuracy.R);
        int[] cuts = {0, 37, 200, 300};
        List<ChanceNull> tiles = IntStream.range(0, 3)
                .parallel()
                .mapToObj(i -> permutation.test(tile(y, cuts, i), tile(f, cuts, i)))
                .toList();
        ChanceNull joined = tiles.get(0).followedBy(tiles.get(1)).followedBy(tiles.get(2));
        assertThat(joined.pValues()).isEqualTo(whole.pValues());
        assertThat(joined.observed()).isEqualTo(whole.observed());
        assertThat(joined.familywisePValues()).isEqualTo(whole.familywisePValues());
        ChanceNull partOfFlips = flips.test(Noise.rows(
                SignFlip.squaredErrorDifferences(blocks, tile(y, cuts, 1), tile(f, cuts, 1), tile(g, cuts, 1))));
        assertThat(partOfFlips.pValues()).isEqualTo(Arrays.copyOfRange(flipped.pValues(), 37, 200));
        PairedDifference part = bootstrap.compare(tile(y, cuts, 1), tile(f, cuts, 1), tile(g, cuts, 1), Accuracy.R);
        assertThat(part.difference().pValues())
                .isEqualTo(Arrays.copyOfRange(compared.difference().pValues(), 37, 200));
        assertThat(part.difference().standardError())
                .isEqualTo(Arrays.copyOfRange(compared.difference().standardError(), 37, 200));
    }

    private static RowSource tile(DoubleMatrix m, int[] cuts, int i) {
        return Noise.rows(Noise.columns(m, cuts[i], cuts[i + 1]));
    }

    @Test
    void anotherSeedDrawsOtherwiseAndTheSameSeedAlike() {
        double[] once = BlockPermutation.of(blocks, DRAWS)
                .test(Noise.rows(y), Noise.rows(f))
                .pValues();
        double[] again = BlockPermutation.of(blocks, DRAWS)
                .test(Noise.rows(y), Noise.rows(f))
                .pValues();
        double[] other = BlockPermutation.of(blocks, new ResamplingOptions(99, 6))
                .test(Noise.rows(y), Noise.rows(f))
                .pValues();
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    @Test
    void unitsOfAVoxelChangeNothing() {
        // powers of two scale without rounding
        DoubleMatrix y2 = Noise.sum(y, 7, y);
        DoubleMatrix f2 = Noise.sum(f, 7, f);
        DoubleMatrix g2 = Noise.sum(g, 7, g);
        assertThat(BlockPermutation.of(blocks, DRAWS)
                        .test(Noise.rows(y2), Noise.rows(f2))
                        .pValues())
                .isEqualTo(BlockPermutation.of(blocks, DRAWS)
                        .test(Noise.rows(y), Noise.rows(f))
                        .pValues());
        BlockBootstrap bootstrap = BlockBootstrap.of(blocks, DRAWS);
        for (Accuracy accuracy : Accuracy.values()) {
            assertThat(bootstrap
                            .compare(Noise.rows(y2), Noise.rows(f2), Noise.rows(g2), accuracy)
                            .difference()
                            .lower())
                    .isEqualTo(bootstrap
                            .compare(Noise.rows(y), Noise.rows(f), Noise.rows(g), accuracy)
                            .difference()
                            .lower());
        }
    }

    @Test
    void theSecondModelIsTheNegativeOfTheFirst() {
        BlockBootstrap bootstrap = BlockBootstrap.of(blocks, DRAWS);
        PairedDifference fg = bootstrap.compare(Noise.rows(y), Noise.rows(f), Noise.rows(g), Accuracy.R2);
        PairedDifference gf = bootstrap.compare(Noise.rows(y), Noise.rows(g), Noise.rows(f), Accuracy.R2);
        double[] r2 = TargetScores.of(Noise.rows(y), Noise.rows(f)).r2();
        for (int v = 0; v < 300; v++) {
            assertThat(fg.first().value()[v]).isCloseTo(r2[v], within(1e-10));
            assertThat(gf.difference().value()[v]).isEqualTo(-fg.difference().value()[v]);
            assertThat(gf.difference().lower()[v]).isCloseTo(-fg.difference().upper()[v], within(1e-10));
        }
    }

    @Test
    void undefinedTargetsAreNanAndDoNotTouchTheOthers() {
        DoubleMatrix broken = DoubleMatrix.wrap(141, 300, y.values().clone());
        for (int i = 0; i < 141; i++) {
            broken.set(i, 4, 3);
        }
        broken.set(60, 8, Double.NaN);
        ChanceNull chance = BlockPermutation.of(blocks, DRAWS).test(Noise.rows(broken), Noise.rows(f));
        ChanceNull clean = BlockPermutation.of(blocks, DRAWS).test(Noise.rows(y), Noise.rows(f));
        assertThat(chance.undefined()).isEqualTo(2);
        assertThat(chance.pValues()[4]).isNaN();
        assertThat(chance.familywisePValues()[8]).isNaN();
        assertThat(chance.pValues()[5]).isEqualTo(clean.pValues()[5]);
        PairedDifference compared =
                BlockBootstrap.of(blocks, DRAWS).compare(Noise.rows(broken), Noise.rows(f), Noise.rows(g), Accuracy.R);
        assertThat(compared.difference().undefined()).isEqualTo(2);
        assertThat(compared.difference().pValues()[8]).isNaN();
        DoubleMatrix nothing = DoubleMatrix.zeros(blocks.count(), 2);
        assertThat(SignFlip.of(blocks.count(), Tail.GREATER, DRAWS)
                        .test(Noise.rows(nothing))
                        .undefined())
                .isEqualTo(2);
    }

    @Test
    void fourUnitsHaveSixteenFlips() {
        DoubleMatrix d = DoubleMatrix.of(new double[][] {{1}, {2}, {3}, {4}});
        ChanceNull chance =
                SignFlip.of(4, Tail.GREATER, new ResamplingOptions(4000, 1)).test(Noise.rows(d));
        assertThat(chance.observed()[0]).isCloseTo(10 / Math.sqrt(30), within(ROUNDING));
        assertThat(chance.pValues()[0]).isCloseTo(1 / 16.0, within(0.015));
    }

    @Test
    void holmRefusesWhatIsNoProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FamilywiseError.holm(0.01, 1.5))
                .withMessageContaining("1.5");
    }

    @Test
    void theLargestStatisticByHand() {
        double[] maxima = {.1, .3, .3, .5};
        assertThat(FamilywiseError.largest(new double[] {.6, .3, 0, Double.NaN, Double.NEGATIVE_INFINITY}, maxima))
                .containsExactly(1 / 5., 4 / 5., 1, Double.NaN, 1);
    }

    @Test
    void holmAndConjunctionByHand() {
        assertThat(FamilywiseError.holm(0.01, 0.04, Double.NaN, 0.03)).satisfies(p -> {
            assertThat(p[0]).isCloseTo(0.03, within(ROUNDING));
            assertThat(p[1]).isCloseTo(0.06, within(ROUNDING));
            assertThat(p[2]).isNaN();
            assertThat(p[3]).isCloseTo(0.06, within(ROUNDING));
        });
        assertThat(Conjunction.of(new double[] {0.1, 0.2, 0.3}, new double[] {0.2, 0.1, Double.NaN}))
                .containsExactly(0.2, 0.2, Double.NaN);
    }

    @Test
    void wrongCallsAreNamed() {
        RowSource a = Noise.rows(y);
        RowSource shorter = Noise.rows(y.rows(0, 100));
        assertThatThrownBy(() -> TimeBlocks.of(new int[14], 10)).hasMessageContaining("run 0 has 14 samples");
        assertThatThrownBy(() -> new ResamplingOptions(10, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> BlockPermutation.of(blocks, DRAWS).test(shorter, shorter))
                .hasMessageContaining("[100 samples x 300 targets]");
        assertThatThrownBy(() -> BlockBootstrap.of(blocks, DRAWS).compare(a, a, shorter, Accuracy.R))
                .hasMessageContaining("second [100 samples x 300 targets]");
        assertThatThrownBy(() -> SignFlip.of(5, Tail.GREATER, DRAWS).test(a)).hasMessageContaining("5 units");
        assertThatThrownBy(() -> Conjunction.of()).hasMessageContaining("at least one");
        ChanceNull few = SignFlip.of(141, Tail.GREATER, DRAWS).test(a);
        ChanceNull many =
                SignFlip.of(141, Tail.GREATER, new ResamplingOptions(199, 5)).test(a);
        assertThatThrownBy(() -> few.followedBy(many)).hasMessageContaining("99 and 199");
    }
}
