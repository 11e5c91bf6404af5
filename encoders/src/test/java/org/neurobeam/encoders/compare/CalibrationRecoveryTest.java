package org.neurobeam.encoders.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Under no difference p-values are uniform although samples are autocorrelated; planted differences are found. */
class CalibrationRecoveryTest {
    private static final int TARGETS = 400;
    private static final int RUNS = 8;
    private static final int RUN_SAMPLES = 121;
    private static final int SAMPLES = RUNS * RUN_SAMPLES;
    private static final double MEMORY = 0.6;
    /** Kolmogorov-Smirnov bound of 400 independent p-values at 0.1 %. */
    private static final double UNIFORM = 1.95 / Math.sqrt(TARGETS);
    /** Normal quantile of a two-sided 5 % test. */
    private static final double TWO_SIDED_5 = 1.96;

    private static final ResamplingOptions DRAWS = new ResamplingOptions(499, 17);

    private final TimeBlocks blocks = TimeBlocks.of(Noise.runs(RUNS, RUN_SAMPLES), TimeBlocks.DEFAULT_SAMPLES);
    private final TimeBlocks longBlocks = TimeBlocks.of(Noise.runs(RUNS, RUN_SAMPLES), 20);

    @Test
    void permutedBlocksAreCalibratedWhereTheTestOfCorrelationIsNot() {
        Noise noise = new Noise(1, MEMORY);
        DoubleMatrix y = noise.series(SAMPLES, TARGETS);
        DoubleMatrix f = noise.series(SAMPLES, TARGETS);
        ChanceNull chance = BlockPermutation.of(blocks, DRAWS).test(Noise.rows(y), Noise.rows(f));
        assertThat(Noise.distanceFromUniform(chance.pValues())).isLessThan(UNIFORM);
        // r sqrt(n) is normal only for independent samples
        double naive = Arrays.stream(chance.observed())
                .filter(r -> Math.abs(r) * Math.sqrt(SAMPLES) > TWO_SIDED_5)
                .count();
        assertThat(naive / TARGETS).isGreaterThan(0.12);
        // the largest of 400 voxels exceeds chance in at most a few of the voxels
        assertThat(Noise.shareBelow(0.05, chance.familywisePValues())).isLessThan(0.01);
    }

    @Test
    void aPlantedCorrelationIsFoundAlsoInTheFamily() {
        Noise noise = new Noise(2, MEMORY);
        DoubleMatrix f = noise.series(SAMPLES, 200);
        DoubleMatrix y = Noise.sum(noise.series(SAMPLES, 200), 0.3, f);
        ChanceNull chance = BlockPermutation.of(blocks, DRAWS).test(Noise.rows(y), Noise.rows(f));
        assertThat(Noise.shareBelow(0.05, chance.pValues())).isGreaterThan(0.98);
        assertThat(Noise.shareBelow(0.05, chance.familywisePValues())).isGreaterThan(0.9);
    }

    /** Two models that err independently and equally, and the measured series. */
    private record Rivals(DoubleMatrix y, DoubleMatrix first, DoubleMatrix second) {
        static Rivals of(long seed, double errorOfFirst, int targets) {
            Noise noise = new Noise(seed, MEMORY);
            DoubleMatrix signal = noise.series(SAMPLES, targets);
            return new Rivals(
                    Noise.sum(signal, 1, noise.series(SAMPLES, targets)),
                    Noise.sum(signal, errorOfFirst, noise.series(SAMPLES, targets)),
                    Noise.sum(signal, 0.7, noise.series(SAMPLES, targets)));
        }

        DoubleMatrix differences(TimeBlocks blocks) {
            return SignFlip.squaredErrorDifferences(blocks, Noise.rows(y), Noise.rows(first), Noise.rows(second));
        }

        double[] permuted(TimeBlocks blocks, Tail tail) {
            return BlockPermutation.of(blocks, DRAWS)
                    .testDifference(Noise.rows(y), Noise.rows(first), Noise.rows(second), tail)
                    .pValues();
        }

        PairedDifference bootstrap(TimeBlocks blocks, Accuracy accuracy) {
            return BlockBootstrap.of(blocks, DRAWS)
                    .compare(Noise.rows(y), Noise.rows(first), Noise.rows(second), accuracy);
        }
    }

    @Test
    void flippedBlocksAreCalibratedWhereThePairedTestOfSamplesIsNot() {
        Rivals equal = Rivals.of(3, 0.7, TARGETS);
        SignFlip flips = SignFlip.of(longBlocks.count(), Tail.TWO_SIDED, DRAWS);
        ChanceNull chance = flips.test(Noise.rows(equal.differences(longBlocks)));
        assertThat(Noise.distanceFromUniform(chance.pValues())).isLessThan(UNIFORM);
        assertThat(Noise.shareBelow(0.05, chance.familywisePValues())).isLessThan(0.01);

        TimeBlocks single = TimeBlocks.of(new int[SAMPLES], 1);
        double naive = pairedTestRejects(equal.differences(single));
        assertThat(naive).isGreaterThan(0.1);
    }

    /** Share of targets whose mean difference is more than 1.96 standard errors, samples taken as independent. */
    private static double pairedTestRejects(DoubleMatrix differences) {
        int rejected = 0;
        for (int v = 0; v < differences.columns(); v++) {
            double[] d = differences.column(v);
            double mean = Arrays.stream(d).average().orElseThrow();
            double variance = Arrays.stream(d).map(x -> (x - mean) * (x - mean)).sum() / (d.length - 1);
            rejected += Math.abs(mean) / Math.sqrt(variance / d.length) > TWO_SIDED_5 ? 1 : 0;
        }
        return (double) rejected / differences.columns();
    }

    @Test
    void theBlockBootstrapIsCalibratedWhereTheBootstrapOfSamplesIsNot() {
        Rivals equal = Rivals.of(4, 0.7, TARGETS);
        Resampled blockwise = equal.bootstrap(longBlocks, Accuracy.R).difference();
        assertThat(Noise.distanceFromUniform(blockwise.pValues())).isLessThan(UNIFORM);
        TimeBlocks single = TimeBlocks.of(new int[SAMPLES], 1);
        double[] iid = equal.bootstrap(single, Accuracy.R).difference().pValues();
        double tails = Noise.shareBelow(0.025, iid) + 1 - Noise.shareBelow(0.975, iid);
        assertThat(tails).isGreaterThan(0.09);
        // the standard error is the spread of the differences over targets
        double spread = Math.sqrt(
                Arrays.stream(blockwise.value()).map(d -> d * d).average().orElseThrow());
        double error = Arrays.stream(blockwise.standardError()).average().orElseThrow();
        assertThat(error / spread).isBetween(0.85, 1.15);
    }

    /** Blocks permuted against the difference of two predictions: uniform without signal, conservative with it. */
    @Test
    void permutedBlocksHoldTheLevelForEqualModels() {
        Noise noise = new Noise(10, MEMORY);
        DoubleMatrix one = noise.series(SAMPLES, TARGETS);
        DoubleMatrix other = noise.series(SAMPLES, TARGETS);
        Rivals chance = new Rivals(noise.series(SAMPLES, TARGETS), one, other);
        Rivals halves = new Rivals(Noise.sum(Noise.sum(chance.y(), 1, one), 1, other), one, other);
        // binomial(400, 0.05): 3 standard deviations
        double most = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / TARGETS);
        for (Tail tail : Tail.values()) {
            assertThat(Noise.distanceFromUniform(chance.permuted(longBlocks, tail)))
                    .isLessThan(UNIFORM);
            assertThat(Noise.shareBelow(0.05, Rivals.of(9, 0.7, TARGETS).permuted(longBlocks, tail)))
                    .isLessThan(most);
            assertThat(Noise.shareBelow(0.05, halves.permuted(longBlocks, tail)))
                    .isLessThan(most);
        }
    }

    @Test
    void aBetterModelIsFoundByEveryTest() {
        Rivals better = Rivals.of(5, 0.3, 200);
        SignFlip flips = SignFlip.of(longBlocks.count(), Tail.GREATER, DRAWS);
        ChanceNull chance = flips.test(Noise.rows(better.differences(longBlocks)));
        assertThat(Noise.shareBelow(0.05, chance.pValues())).isGreaterThan(0.95);
        assertThat(Noise.shareBelow(0.05, chance.familywisePValues())).isGreaterThan(0.8);
        for (Accuracy accuracy : Accuracy.values()) {
            Resampled difference = better.bootstrap(longBlocks, accuracy).difference();
            assertThat(Noise.shareBelow(0.05, difference.pValues())).isGreaterThan(0.95);
        }
        assertThat(Noise.shareBelow(0.05, better.permuted(longBlocks, Tail.GREATER)))
                .isGreaterThan(0.8);
        Rivals worse = Rivals.of(6, 1.2, 200);
        assertThat(Noise.shareBelow(
                        0.05,
                        worse.bootstrap(longBlocks, Accuracy.R).difference().twoSidedPValues()))
                .isGreaterThan(0.8);
        assertThat(Noise.shareBelow(
                        0.05,
                        worse.bootstrap(longBlocks, Accuracy.R).difference().pValues()))
                .isZero();
    }

    @Test
    void theFamilyWiseErrorHoldsItsLevelOverReplicates() {
        int replicates = 200;
        int family = 20;
        Noise noise = new Noise(7, MEMORY);
        TimeBlocks few = TimeBlocks.of(Noise.runs(3, 80), 10);
        BlockPermutation permutation = BlockPermutation.of(few, new ResamplingOptions(199, 3));
        int anyFamilywise = 0;
        int anySingle = 0;
        for (int k = 0; k < replicates; k++) {
            ChanceNull chance = permutation.test(
                    Noise.rows(noise.series(few.rows(), family)), Noise.rows(noise.series(few.rows(), family)));
            anyFamilywise += Noise.shareBelow(0.05, chance.familywisePValues()) > 0 ? 1 : 0;
            anySingle += Noise.shareBelow(0.05, chance.pValues()) > 0 ? 1 : 0;
        }
        // binomial(200, 0.05): mean 10, sd 3.1
        assertThat(anyFamilywise).isBetween(2, 20);
        // without correction 1 - 0.95^20 = 64 % of the replicates have a false discovery
        assertThat(anySingle).isGreaterThan(90);
    }

    @Test
    void intervalsCoverTheTrueDifference() {
        Rivals rivals = Rivals.of(8, 0.5, TARGETS);
        PairedDifference found = rivals.bootstrap(longBlocks, Accuracy.R);
        // y = s + e, f = s + c e': r = 1 / sqrt(2 (1 + c^2))
        double truth = 1 / Math.sqrt(2 * 1.25) - 1 / Math.sqrt(2 * 1.49);
        int covered = 0;
        for (int v = 0; v < TARGETS; v++) {
            covered += found.difference().lower()[v] <= truth
                            && truth <= found.difference().upper()[v]
                    ? 1
                    : 0;
        }
        assertThat((double) covered / TARGETS).isBetween(0.91, 0.98);
        double[] r = TargetScores.of(RowSource.of(rivals.y()), RowSource.of(rivals.first()))
                .r();
        for (int v = 0; v < TARGETS; v++) {
            assertThat(found.first().value()[v]).isCloseTo(r[v], org.assertj.core.api.Assertions.within(1e-12));
        }
    }
}
