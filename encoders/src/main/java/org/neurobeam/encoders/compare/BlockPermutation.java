package org.neurobeam.encoders.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Permutation test of the correlation of fixed predictions with the measured series: time blocks of the measured series
 * change places within their runs.
 *
 * <p>A permutation of blocks moves whole products: with T_ab the product of measured block a and predicted block b,
 * {@code r = sum over b of T_perm(b),b} once both series are z-scored. The table costs n K t for K blocks of a run, each
 * permutation K t instead of n t. Memory 16 n t bytes and a table of at most 8 MB: call it tile by tile; other tiles
 * give the same bits.
 */
public final class BlockPermutation {
    private final TimeBlocks blocks;
    /** [draw][block]: which measured block comes to the place of the block. */
    private final int[][] permutations;

    private BlockPermutation(TimeBlocks blocks, int[][] permutations) {
        this.blocks = blocks;
        this.permutations = permutations;
    }

    /** Draws the permutations that all tiles will see. */
    public static BlockPermutation of(TimeBlocks blocks, ResamplingOptions options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        int[][] permutations = new int[options.draws()][blocks.count()];
        for (int[] permutation : permutations) {
            for (int[] set : blocks.exchangeable()) {
                int[] shuffled = set.clone();
                for (int i = shuffled.length - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    int swap = shuffled[i];
                    shuffled[i] = shuffled[j];
                    shuffled[j] = swap;
                }
                for (int i = 0; i < set.length; i++) {
                    permutation[set[i]] = shuffled[i];
                }
            }
        }
        return new BlockPermutation(blocks, permutations);
    }

    /**
     * Tests a tile of targets.
     *
     * @param measured [n samples x t targets]
     * @param predicted [n samples x t targets], from models that have not seen these samples
     * @return statistic r, larger is better
     * @throws IllegalArgumentException if the shapes differ
     */
    public ChanceNull test(RowSource measured, RowSource predicted) {
        double[] y = Standardised.of(blocks, measured, predicted.columns());
        return test(y, Standardised.of(blocks, predicted, measured.columns()), measured.columns(), Tail.GREATER);
    }

    /**
     * Tests whether two predictions correlate equally with the measured series. With z-scored series of norm 1,
     *
     * <pre>{@code r_f - r_g = y'(f - g)}</pre>
     *
     * <p>and blocks of y change places against the fixed difference f - g. If the two are equally good, y and f - g are
     * uncorrelated, which is what a permutation makes of them. The test is calibrated for small r and conservative where
     * both predict well: correlations vary by (1 - r^2)^2 and those of permuted series do not. Predictions that are equal
     * have p = 1.
     *
     * @param measured [n samples x t targets]
     * @param first predictions of the first model, [n x t]
     * @param second predictions of the second model, [n x t]
     * @return statistic r of the first less r of the second
     * @throws IllegalArgumentException if the shapes differ
     */
    public ChanceNull testDifference(RowSource measured, RowSource first, RowSource second, Tail tail) {
        int t = measured.columns();
        double[] y = Standardised.of(blocks, measured, t);
        double[] f = Standardised.of(blocks, first, t);
        double[] g = Standardised.of(blocks, second, t);
        for (int i = 0; i < f.length; i++) {
            f[i] -= g[i];
        }
        return test(y, f, t, tail);
    }

    private ChanceNull test(double[] y, double[] f, int t, Tail tail) {
        BlockProducts table = new BlockProducts(blocks);
        int width = table.width();
        double[] sums = new double[width];
        int[] identity = new int[blocks.count()];
        Arrays.setAll(identity, b -> b);
        ChanceNull.Counter counter = new ChanceNull.Counter(t, permutations.length, tail);
        for (int first = 0; first < t; first += width) {
            int w = Math.min(width, t - first);
            table.fill(y, f, t, first);
            table.correlate(identity, sums);
            counter.observe(sums, first, w);
            for (int draw = 0; draw < permutations.length; draw++) {
                table.correlate(permutations[draw], sums);
                counter.count(draw, sums, first, w);
            }
        }
        return counter.result();
    }
}
