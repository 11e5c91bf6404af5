package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.neurobeam.schemas.error.DataException;

/**
 * Transposes while it reads: the caller's thread decodes volumes into one tile while a second thread scatters the
 * other tile into the block and writes full blocks. Bytes and order are the same as with one thread.
 */
final class SeriesBuilder {
    /** Voxels whose rows of a block stay in the first level of cache during the scatter. */
    private static final int STRIP = 128;

    private final VolumeReader volumes;
    private final SeriesPlan plan;
    private final SeriesBlocks blocks;
    private final int voxels;
    private float[] block;
    private int filled;

    SeriesBuilder(VolumeReader volumes, SeriesPlan plan, SeriesBlocks blocks) {
        this.volumes = volumes;
        this.plan = plan;
        this.blocks = blocks;
        this.voxels = volumes.voxels();
    }

    void build() throws IOException {
        ExecutorService scatterer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "voxel-series");
            thread.setDaemon(true);
            return thread;
        });
        try {
            // one tile is decoded, one scattered, one waits while a block is written
            float[][][] tiles = new float[SeriesPlan.TILES][plan.tileVolumes()][voxels];
            List<Future<?>> users = new ArrayList<>(Collections.nCopies(tiles.length, null));
            for (int turn = 0; ; turn = (turn + 1) % tiles.length) {
                await(users.get(turn));
                float[][] tile = tiles[turn];
                int count = decode(tile);
                if (count == 0) {
                    break;
                }
                users.set(turn, scatterer.submit(() -> {
                    append(tile, count);
                    return null;
                }));
            }
            for (Future<?> user : users) {
                await(user);
            }
            flush();
        } finally {
            scatterer.shutdownNow();
        }
    }

    private int decode(float[][] tile) {
        int n = 0;
        while (n < tile.length && volumes.next(tile[n])) {
            n++;
        }
        return n;
    }

    private static void await(Future<?> task) throws IOException {
        if (task == null) {
            return;
        }
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while transposing a series", e);
        }
    }

    private void append(float[][] tile, int count) throws IOException {
        if (block == null) {
            block = new float[voxels * plan.blockVolumes()];
        }
        scatter(tile, count);
        filled += count;
        if (filled + plan.tileVolumes() > plan.blockVolumes()) {
            flush();
        }
    }

    private void scatter(float[][] tile, int count) {
        int width = plan.blockVolumes();
        for (int from = 0; from < voxels; from += STRIP) {
            int to = Math.min(voxels, from + STRIP);
            for (int k = 0; k < count; k++) {
                float[] volume = tile[k];
                int at = from * width + filled + k;
                for (int v = from; v < to; v++) {
                    block[at] = volume[v];
                    at += width;
                }
            }
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            boolean given = blocks.keepsArrays();
            blocks.add(block, filled);
            if (given) {
                block = null;
            }
            filled = 0;
        }
    }

    /** A scratch file that cannot be written is a fault of the machine, said in words. */
    static DataException scratchFailed(VolumeReader volumes, SeriesMemory memory, IOException e) {
        return new DataException(
                volumes.header().path(),
                "",
                "scratch_failed",
                "the scratch file in " + memory.scratchFolder() + " cannot be written or read (" + e.getMessage()
                        + "); free space there or give another folder",
                e);
    }
}
