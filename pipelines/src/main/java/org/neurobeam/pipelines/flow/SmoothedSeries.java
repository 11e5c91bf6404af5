package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.neurobeam.ingest.nifti.SeriesBlocks;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Smoothing;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Smoothed series: whole volumes are smoothed in blocks that fit the memory, and their voxels in the mask kept voxel by
 * voxel, in memory when one block holds all volumes, else in one scratch file.
 *
 * <p>Cost: one pass over the raw series for each block. Memory: a block of whole volumes and its voxels in the mask.
 * Values do not depend on the memory.
 */
final class SmoothedSeries implements MaskedSeries {
    private static final int CHUNK_FLOATS = 1 << 20;
    /** Voxels whose rows of a block stay in the first level of cache during the transposition. */
    private static final int STRIP = 128;

    private final int voxels;
    private final int volumes;
    private final SeriesBlocks blocks;

    private SmoothedSeries(int voxels, SeriesBlocks blocks) {
        this.voxels = voxels;
        this.volumes = blocks.volumes();
        this.blocks = blocks;
    }

    /** Smooths all volumes once; the raw series may be closed afterwards. */
    static SmoothedSeries of(RawSeries raw, Mask mask, Smoothing smoothing, SeriesMemory memory) throws IOException {
        int width = blockVolumes(raw.volumes(), mask, memory.budgetBytes());
        SeriesBlocks blocks = width >= raw.volumes()
                ? SeriesBlocks.inMemory(mask.count(), width)
                : SeriesBlocks.inScratchFile(mask.count(), width, memory.scratchFolder());
        try {
            float[][] volumes = new float[width][mask.grid().voxels()];
            float[] transposed = new float[mask.count() * width];
            for (int first = 0; first < raw.volumes(); first += width) {
                int count = Math.min(width, raw.volumes() - first);
                raw.readVolumes(first, volumes, count);
                for (int t = 0; t < count; t++) {
                    smoothing.inPlace(volumes[t]);
                }
                transpose(volumes, count, mask.indices(), transposed);
                blocks.add(transposed, count);
            }
            return new SmoothedSeries(mask.count(), blocks);
        } catch (IOException | RuntimeException | Error e) {
            try {
                blocks.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Volumes of a block: as many as fit, evenly spread over the blocks. */
    static int blockVolumes(int volumes, Mask mask, long budgetBytes) {
        long perVolume = Float.BYTES * ((long) mask.grid().voxels() + mask.count());
        long addressable = (Integer.MAX_VALUE - 8L) / Math.max(1, mask.count());
        long fitting = Math.max(1, Math.min(budgetBytes / perVolume, addressable));
        long blocks = (volumes + fitting - 1) / fitting;
        return (int) ((volumes + blocks - 1) / blocks);
    }

    private static void transpose(float[][] volumes, int count, int[] voxels, float[] rows) {
        int width = volumes.length;
        for (int from = 0; from < voxels.length; from += STRIP) {
            int to = Math.min(voxels.length, from + STRIP);
            for (int t = 0; t < count; t++) {
                float[] volume = volumes[t];
                for (int v = from; v < to; v++) {
                    rows[v * width + t] = volume[voxels[v]];
                }
            }
        }
    }

    /** Whether the series lies in a scratch file. */
    boolean isSpilled() {
        return blocks.isSpilled();
    }

    @Override
    public Iterable<FloatMatrix> chunks() {
        return Chunks::new;
    }

    private final class Chunks implements Iterator<FloatMatrix> {
        private final int step = Math.max(1, CHUNK_FLOATS / Math.max(1, volumes));
        private int next;

        @Override
        public boolean hasNext() {
            return next < voxels;
        }

        @Override
        public FloatMatrix next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all " + voxels + " voxels were given");
            }
            int count = Math.min(step, voxels - next);
            FloatMatrix chunk = FloatMatrix.zeros(count, volumes);
            try {
                blocks.copy(next, count, chunk.values());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            next += count;
            return chunk;
        }
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
