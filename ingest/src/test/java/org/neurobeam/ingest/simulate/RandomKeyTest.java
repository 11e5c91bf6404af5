package org.neurobeam.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
    private static final int DRAWS = 1_000_000;

    /** Five standard errors of a mean of a million draws of unit variance. */
    private static final double FIVE_SIGMA = 5e-3;

    @Test
    void wordsAreThoseOfSplitMix64() {
        // first outputs for the seed 1234567, as published with the reference implementation
        RandomKey key = new RandomKey(1234567);
        assertThat(Long.toUnsignedString(key.word(0))).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(key.word(1))).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(key.word(2))).isEqualTo("9817491932198370423");
    }

    @Test
    void normalNumbersHaveTheMomentsAndTailsOfTheNormalDistribution() {
        RandomKey key = RandomKey.of(7).with("test");
        double[] x = IntStream.range(0, DRAWS).mapToDouble(key::gaussian).toArray();
        assertThat(moment(x, 1)).isCloseTo(0, within(FIVE_SIGMA));
        assertThat(moment(x, 2)).isCloseTo(1, within(FIVE_SIGMA * Math.sqrt(2)));
        assertThat(moment(x, 3)).isCloseTo(0, within(FIVE_SIGMA * Math.sqrt(15)));
        assertThat(moment(x, 4)).isCloseTo(3, within(FIVE_SIGMA * Math.sqrt(96)));
        // P(|x| > 1, 2, 3, 3.7): two-sided tails; the last lies beyond the ziggurat's base
        double[][] tails = {{1, 0.3173105}, {2, 0.0455003}, {3, 0.0026998}, {3.7, 2.1561e-4}};
        for (double[] tail : tails) {
            double share = Arrays.stream(x).filter(v -> Math.abs(v) > tail[0]).count() / (double) DRAWS;
            assertThat(share).isCloseTo(tail[1], within(FIVE_SIGMA * Math.sqrt(tail[1])));
        }
    }

    @Test
    void streamsOfNeighboursAreIndependent() {
        RandomKey run = RandomKey.of(7).with("run").with(1);
        int n = 200_000;
        for (int voxel = 0; voxel < 5; voxel++) {
            RandomKey one = run.with(voxel);
            RandomKey other = run.with(voxel + 1);
            double[] a = IntStream.range(0, n).mapToDouble(one::gaussian).toArray();
            double[] b = IntStream.range(0, n).mapToDouble(other::gaussian).toArray();
            assertThat(SimulatedStudy.correlation(a, b)).isCloseTo(0, within(5 / Math.sqrt(n)));
        }
        assertThat(run.with(3).key()).isEqualTo(run.child(3));
        assertThat(run.with("a").key()).isNotEqualTo(run.with("b").key());
    }

    @Test
    void uniformsFillTheUnitInterval() {
        RandomKey key = RandomKey.of(-1);
        double[] u = IntStream.range(0, DRAWS).mapToDouble(key::uniform).toArray();
        assertThat(Arrays.stream(u).min().orElseThrow()).isBetween(0.0, 1e-4);
        assertThat(Arrays.stream(u).max().orElseThrow()).isBetween(1 - 1e-4, Math.nextDown(1.0));
        assertThat(moment(u, 1)).isCloseTo(0.5, within(FIVE_SIGMA));
    }

    private static double moment(double[] x, int power) {
        double sum = 0;
        for (double v : x) {
            sum += Math.pow(v, power);
        }
        return sum / x.length;
    }
}
