package org.neurobeam.ingest.nifti;

/**
 * How a series [volumes x voxels] is cut for transposition.
 *
 * @param tileVolumes volumes that are scattered together: one cache line per voxel when it is 16
 * @param blockVolumes volumes of one block [voxels x blockVolumes]
 * @param held whether all blocks stay in memory
 */
record SeriesPlan(int tileVolumes, int blockVolumes, boolean held) {
    private static final int CACHE_LINE_FLOATS = 16;
    private static final long HELD_BLOCK_BYTES = 64L << 20;
    /** A block is written in one go, while which decoding must not wait: some tens of milliseconds. */
    private static final long SPILLED_BLOCK_BYTES = 64L << 20;

    /** Tiles in flight. */
    static final int TILES = 3;

    static SeriesPlan of(int voxels, long volumes, long budgetBytes) {
        long volumeBytes = 4L * voxels;
        long fitting = budgetBytes / 4 / (volumeBytes * TILES);
        int tile = (int) Math.max(1, Math.min(Math.min(CACHE_LINE_FLOATS, volumes), fitting));
        long tileBytes = volumeBytes * TILES * tile;
        boolean held = budgetBytes - tileBytes >= volumes * (double) volumeBytes;
        long blockBytes = held ? HELD_BLOCK_BYTES : Math.min(SPILLED_BLOCK_BYTES, budgetBytes - tileBytes);
        long largest = Math.min(Integer.MAX_VALUE - 8L, blockBytes / 4) / voxels;
        long block = Math.max(tile, Math.min(largest, volumes + tile - 1) / tile * tile);
        // an even number of cache lines per row makes the rows of a strip collide in the cache
        if (tile == CACHE_LINE_FLOATS && block / tile % 2 == 0) {
            block -= tile;
        }
        return new SeriesPlan(tile, (int) block, held);
    }
}
