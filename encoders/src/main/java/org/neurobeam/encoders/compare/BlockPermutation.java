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
        int t = measured.columns();
        double[] y = Standardised.of(blocks, measured, predicted.columns());
        double[] f = Standardised.of(blocks, predicted, t);
        BlockProducts table = new BlockProducts(blocks);
        int width = table.width();
        double[] sums = new double[width];
        int[] identity = new int[blocks.count()];
        Arrays.setAll(identity, b -> b);
        ChanceNull.Counter counter = new ChanceNull.Counter(t, permutations.length, Tail.GREATER);
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
