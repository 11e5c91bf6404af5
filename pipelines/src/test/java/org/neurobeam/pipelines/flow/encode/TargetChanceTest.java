package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.schemas.array.FloatMatrix;

class TargetChanceTest {
    private static final int SAMPLES = 60;
    private static final int TARGETS = 2 * ColumnRange.TARGETS_AT_ONCE + 3;

    private final ChanceConfig config = new ChanceConfig(null, 49, 5, null, 1L);

    private static FloatMatrix noise(int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private static FloatMatrix column(FloatMatrix m, int j) {
        FloatMatrix one = FloatMatrix.zeros(m.rows(), 1);
        for (int i = 0; i < m.rows(); i++) {
            one.set(i, 0, m.get(i, j));
        }
        return one;
    }

    @Test
    void aTargetHasTheSameChanceAloneAndAmongMany() {
        FloatMatrix y = noise(TARGETS, 1);
        FloatMatrix f = noise(TARGETS, 2);
        TargetChance chance = new TargetChance(config, new int[SAMPLES]);
        double[] all = chance.permuted(y, f, new double[TARGETS]).pValues();
        for (int v = 0; v < TARGETS; v += ColumnRange.TARGETS_AT_ONCE - 1) {
            assertThat(chance.permuted(column(y, v), column(f, v), 0).pValues()).containsExactly(all[v]);
        }
        // p of noise is uniform, three standard errors of its mean
        assertThat(Arrays.stream(all).average().orElseThrow()).isBetween(.46, .55);
    }

    @Test
    void aConstantPredictionIsAsGoodAsChanceAndAnUndefinedTargetHasNone() {
        TargetChance chance = new TargetChance(config, new int[SAMPLES]);
        TileNull undefined = chance.permuted(noise(2, 1), FloatMatrix.zeros(SAMPLES, 2), 0, Double.NaN);
        assertThat(undefined.pValues()).containsExactly(1, Double.NaN);
        assertThat(undefined.statistics()).containsExactly(Double.NEGATIVE_INFINITY, Double.NaN);
        // neither takes part in the largest statistic of a draw
        double[] largest = new double[config.draws()];
        Arrays.fill(largest, -2);
        undefined.raise(largest);
        assertThat(largest).containsOnly(-2);
        assertThatIllegalStateException()
                .isThrownBy(() -> undefined.raise(new double[7]))
                .withMessageContaining("7 and 49 draws");
    }

    /** 7 runs of 21 samples in blocks of 11 and 10, of which none can change places: 1 order. */
    @Test
    void blocksThatCannotChangePlacesGiveNoTest() {
        int[] runs = IntStream.range(0, 147).map(i -> i / 21).toArray();
        ChanceConfig tens = new ChanceConfig(null, null, 10, null, null);
        assertThat(new TargetChance(tens, runs).obstacle().orElseThrow())
                .contains("1 orders only", "20 are needed", "smaller test.block");
        ChanceConfig sevens = new ChanceConfig(null, null, 7, null, null);
        assertThat(TimeBlocks.of(runs, 7).orders()).isEqualTo(Math.pow(6, 7));
        assertThat(new TargetChance(sevens, runs).obstacle()).isEmpty();
    }

    @Test
    void aRunShorterThanTwoBlocksIsNamed() {
        int[] runs = new int[SAMPLES];
        Arrays.fill(runs, SAMPLES - 7, SAMPLES, 1);
        assertThat(new TargetChance(config, runs).obstacle().orElseThrow()).contains("run 2 has 7 samples");
        assertThat(new TargetChance(config, new int[SAMPLES]).obstacle()).isEmpty();
    }
}
