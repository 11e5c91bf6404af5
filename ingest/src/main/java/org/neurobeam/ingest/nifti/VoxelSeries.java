package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * A time series voxel by voxel: written once as blocks [voxels x volumes of the block], in memory while it fits the
 * budget, else in one scratch file, and read in voxel order as often as wanted.
 *
 * <p>Values do not depend on the budget or the size of chunks. Not thread-safe. Close it to free memory and disk.
 */
public final class VoxelSeries implements Closeable {
    private final ImageHeader header;
    private final int voxels;
    private final int volumes;
    private final SeriesBlocks blocks;

    private VoxelSeries(ImageHeader header, int voxels, SeriesBlocks blocks) {
        this.header = header;
        this.voxels = voxels;
        this.blocks = blocks;
        this.volumes = blocks.volumes();
    }

    /**
     * Reads all remaining volumes once.
     *
     * @throws org.neurobeam.schemas.error.DataException if they cannot be read, or the scratch file not written
     */
    public static VoxelSeries transpose(VolumeReader volumes, SeriesMemory memory) {
        SeriesPlan plan = SeriesPlan.of(volumes.voxels(), volumes.volumes(), memory.budgetBytes());
        SeriesBlocks blocks = null;
        try {
            blocks = plan.isHeld()
                    ? SeriesBlocks.inMemory(volumes.voxels(), plan.blockVolumes())
                    : SeriesBlocks.spilling(volumes.voxels(), plan, memory.scratchFolder(), isShort(volumes.header()));
            new SeriesBuilder(volumes, plan, blocks).build();
            return new VoxelSeries(volumes.header(), volumes.voxels(), blocks);
        } catch (IOException e) {
            close(blocks, e);
            throw SeriesBuilder.scratchFailed(volumes, memory, e);
        } catch (RuntimeException | Error e) {
            close(blocks, e);
            throw e;
        }
    }

    private static boolean isShort(ImageHeader header) {
        return header.type() == VoxelType.INT16 && header.scaling().isIdentity();
    }

    private static void close(SeriesBlocks blocks, Throwable failure) {
        if (blocks == null) {
            return;
        }
        try {
            blocks.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The header of the image. */
    public ImageHeader header() {
        return header;
    }

    /** Voxels of one volume. */
    public int voxels() {
        return voxels;
    }

    /** Volumes that were read. */
    public int volumes() {
        return volumes;
    }

    /** Whether the series lies in a scratch file. */
    public boolean isSpilled() {
        return blocks.isSpilled();
    }

    /**
     * All voxels in disk order, in chunks of a number of voxels; the last one may be smaller.
     *
     * @throws IllegalArgumentException if the number is not positive, or voxels times volumes exceed 2^31
     */
    public Iterable<VoxelChunk> chunks(int voxelsPerChunk) {
        long cells = (long) Math.min(voxelsPerChunk, voxels) * volumes;
        if (voxelsPerChunk < 1 || cells > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("voxelsPerChunk is " + voxelsPerChunk + " but a chunk [" + voxelsPerChunk
                    + " voxels x " + volumes + " volumes] must have 1 to 2^31 values");
        }
        return () -> new Chunks(voxelsPerChunk);
    }

    private FloatMatrix rows(int first, int count) {
        float[] values = new float[count * volumes];
        try {
            blocks.copy(first, count, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FloatMatrix.wrap(count, volumes, values);
    }

    private final class Chunks implements Iterator<VoxelChunk> {
        private final int size;
        private int next;

        Chunks(int size) {
            this.size = size;
        }

        @Override
        public boolean hasNext() {
            return next < voxels;
        }

        @Override
        public VoxelChunk next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all " + voxels + " voxels were given");
            }
            int first = next;
            int count = Math.min(size, voxels - first);
            next += count;
            return new VoxelChunk(first, rows(first, count));
        }
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
