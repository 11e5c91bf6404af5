package org.neurobeam.ingest.nifti;

/**
 * How a series [volumes x voxels] is cut for transposition.
 *
 * @param tileVolumes volumes that are scattered together: one cache line per voxel when it is 16
 * @param blockVolumes volumes of one block [voxels x blockVolumes]
 * @param heldBlocks how many blocks stay in memory, the first ones; {@link #ALL} when the whole series does
 */
record SeriesPlan(int tileVolumes, int blockVolumes, int heldBlocks) {
    /** Every block stays in memory. */
    static final int ALL = Integer.MAX_VALUE;

    /** Tiles in flight. */
    static final int TILES = 3;

    private static final int CACHE_LINE_FLOATS = 16;
    /** A block is written in one go, while which decoding must not wait: some tens of milliseconds. */
    private static final long BLOCK_BYTES = 64L << 20;

    static SeriesPlan of(int voxels, long volumes, long budgetBytes) {
        long volumeBytes = 4L * voxels;
        long fitting = budgetBytes / 4 / (volumeBytes * TILES);
        int tile = (int) Math.max(1, Math.min(Math.min(CACHE_LINE_FLOATS, volumes), fitting));
        long left = budgetBytes - volumeBytes * TILES * tile;
        boolean held = left >= volumes * (double) volumeBytes;
        long largest =
                Math.min(Integer.MAX_VALUE - 8L, (held ? BLOCK_BYTES : Math.min(BLOCK_BYTES, left)) / 4) / voxels;
        long block = Math.max(tile, Math.min(largest, volumes + tile - 1) / tile * tile);
        // an even number of cache lines per row makes the rows of a strip collide in the cache
        if (tile == CACHE_LINE_FLOATS && block / tile % 2 == 0) {
            block -= tile;
        }
        // the block being filled takes its share; what the budget still holds need not go to disk and back
        long keep = Math.max(0, left / (volumeBytes * block) - 1);
        return new SeriesPlan(tile, (int) block, held ? ALL : (int) keep);
    }

    boolean isHeld() {
        return heldBlocks == ALL;
    }
}
