package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A series [voxels x volumes] made of transposed blocks [voxels x block volumes]: in memory, or one after the other in a
 * scratch file, laid out [block][voxel][volume of the block].
 *
 * <p>Blocks are added in the order of their volumes; reading all voxels once reads every byte once. Not thread-safe.
 * Close it to free memory and disk.
 */
public final class SeriesBlocks implements Closeable {
    private static final int STAGING_BYTES = 1 << 20;

    private final int voxels;
    private final int width;
    private final List<Integer> used = new ArrayList<>();
    private final List<float[]> held = new ArrayList<>();
    private final FileChannel scratch;
    private final ByteBuffer staging;

    private SeriesBlocks(int voxels, int width, FileChannel scratch) {
        this.voxels = voxels;
        this.width = width;
        this.scratch = scratch;
        this.staging = scratch == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocateDirect(Math.max(STAGING_BYTES, 4 * width)).order(ByteOrder.nativeOrder());
    }

    /**
     * Blocks that stay in memory.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     */
    public static SeriesBlocks inMemory(int voxels, int width) {
        return new SeriesBlocks(voxels, width, null);
    }

    /**
     * Blocks in one scratch file, which is deleted when this is closed, or when the process ends.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     * @param folder local folder of the scratch file
     */
    public static SeriesBlocks inScratchFile(int voxels, int width, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "neurobeam-series", ".scratch");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new SeriesBlocks(voxels, width, channel);
    }

    /** Whether the blocks lie in a scratch file. */
    public boolean isSpilled() {
        return scratch != null;
    }

    /** Volumes added so far. */
    public int volumes() {
        return used.stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether the array given to {@link #add} belongs to this object afterwards. */
    public boolean keepsArrays() {
        return scratch == null;
    }

    /**
     * Appends a block.
     *
     * @param block [voxels x width]
     * @param volumes how many volumes of each row are used, from the first on
     */
    public void add(float[] block, int volumes) throws IOException {
        used.add(volumes);
        if (scratch == null) {
            held.add(block);
            return;
        }
        FloatBuffer floats = staging.clear().asFloatBuffer();
        int total = voxels * width;
        for (int at = 0; at < total; at += floats.capacity()) {
            int n = Math.min(floats.capacity(), total - at);
            floats.clear().put(block, at, n);
            staging.clear().limit(4 * n);
            while (staging.hasRemaining()) {
                scratch.write(staging);
            }
        }
    }

    /**
     * Copies the series of rows [first, first + count).
     *
     * @param target [count x volumes]
     */
    public void copy(int first, int count, float[] target) throws IOException {
        int volumes = volumes();
        int column = 0;
        for (int b = 0; b < used.size(); b++) {
            if (scratch == null) {
                float[] block = held.get(b);
                for (int v = 0; v < count; v++) {
                    System.arraycopy(block, (first + v) * width, target, v * volumes + column, used.get(b));
                }
            } else {
                copySpilled(b, first, count, new Columns(target, volumes, column));
            }
            column += used.get(b);
        }
    }

    /** Where the rows of a block go. */
    private static final class Columns {
        private final float[] target;
        private final int stride;
        private final int column;

        Columns(float[] target, int stride, int column) {
            this.target = target;
            this.stride = stride;
            this.column = column;
        }

        void take(FloatBuffer from, int row, int count) {
            from.get(target, row * stride + column, count);
        }
    }

    private void copySpilled(int block, int first, int count, Columns columns) throws IOException {
        int rows = staging.capacity() / (4 * width);
        for (int v = 0; v < count; v += rows) {
            int n = Math.min(rows, count - v);
            readRows(block, first + v, n);
            FloatBuffer floats = staging.asFloatBuffer();
            for (int r = 0; r < n; r++) {
                columns.take(floats.position(r * width), v + r, used.get(block));
            }
        }
    }

    private void readRows(int block, int first, int count) throws IOException {
        long at = 4L * width * ((long) block * voxels + first);
        staging.clear().limit(4 * width * count);
        while (staging.hasRemaining()) {
            int n = scratch.read(staging, at + staging.position());
            if (n < 0) {
                throw new IOException("the scratch file of a series ends too early");
            }
        }
        staging.flip();
    }

    @Override
    public void close() throws IOException {
        held.clear();
        if (scratch != null) {
            scratch.close();
        }
    }
}
