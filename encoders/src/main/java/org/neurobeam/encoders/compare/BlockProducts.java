package org.neurobeam.encoders.compare;

import java.util.Arrays;

/**
 * Products of every measured block with every predicted block that it may meet, for a few targets at a time, so that
 * the table stays in the cache while permutations are drawn.
 */
final class BlockProducts {
    /** Doubles of the table. */
    private static final int TABLE = 1 << 18;

    private static final int NARROWEST = 8;
    private static final int WIDEST = 128;

    private final TimeBlocks blocks;
    /** Place of a block in its set, first cell of the set, size of the set, [block]. */
    private final int[] place;

    private final int[] offset;
    private final int[] size;
    private final int width;
    private final double[] table;

    BlockProducts(TimeBlocks blocks) {
        this.blocks = blocks;
        this.place = new int[blocks.count()];
        this.offset = new int[blocks.count()];
        this.size = new int[blocks.count()];
        int cells = 0;
        for (int[] set : blocks.exchangeable()) {
            for (int i = 0; i < set.length; i++) {
                place[set[i]] = i;
                offset[set[i]] = cells;
                size[set[i]] = set.length;
            }
            cells += set.length * set.length;
        }
        this.width = Math.max(NARROWEST, Math.min(WIDEST, TABLE / cells));
        this.table = new double[Math.multiplyExact(cells, width)];
    }

    /** Number of targets of a table. */
    int width() {
        return width;
    }

    /** Fills the table for targets [first, first + width) of series [n x t]; the last targets may be missing. */
    void fill(double[] y, double[] f, int t, int first) {
        int w = Math.min(width, t - first);
        Arrays.fill(table, 0);
        for (int[] set : blocks.exchangeable()) {
            for (int a : set) {
                for (int b : set) {
                    int cell = (offset[b] + place[a] * size[b] + place[b]) * width;
                    for (int s = 0; s < blocks.samples(b); s++) {
                        int rowY = (blocks.start(a) + s) * t + first;
                        int rowF = (blocks.start(b) + s) * t + first;
                        for (int v = 0; v < w; v++) {
                            table[cell + v] += y[rowY + v] * f[rowF + v];
                        }
                    }
                }
            }
        }
    }

    /** {@code sum over b of T_permutation(b),b}, [width]. */
    void correlate(int[] permutation, double[] sums) {
        Arrays.fill(sums, 0);
        for (int b = 0; b < permutation.length; b++) {
            int cell = (offset[b] + place[permutation[b]] * size[b] + place[b]) * width;
            for (int v = 0; v < width; v++) {
                sums[v] += table[cell + v];
            }
        }
    }
}
