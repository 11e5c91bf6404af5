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
    private final short[] packed;

    private SeriesBlocks(int voxels, int width, FileChannel scratch, boolean pack) {
        this.voxels = voxels;
        this.width = width;
        this.scratch = scratch;
        this.staging = scratch == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocateDirect(Math.max(STAGING_BYTES, 4 * width)).order(ByteOrder.nativeOrder());
        this.packed = new short[pack ? staging.capacity() / Short.BYTES : 0];
    }

    /**
     * Blocks that stay in memory.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     */
    public static SeriesBlocks inMemory(int voxels, int width) {
        return new SeriesBlocks(voxels, width, null, false);
    }

    /**
     * Blocks in one scratch file, which is deleted when this is closed, or when the process ends.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     * @param folder local folder of the scratch file
     */
    public static SeriesBlocks inScratchFile(int voxels, int width, Path folder) throws IOException {
        return inScratchFile(voxels, width, folder, false);
    }

    /**
     * As {@link #inScratchFile(int, int, Path)}.
     *
     * @param pack whether every value is a 16-bit integer, as in most recordings: the file is half as large
     */
    static SeriesBlocks inScratchFile(int voxels, int width, Path folder, boolean pack) throws IOException {
        Path file = Files.createTempFile(folder, "neurobeam-series", ".scratch");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new SeriesBlocks(voxels, width, channel, pack);
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
        int atOnce = staging.capacity() / valueBytes();
        int total = voxels * width;
        for (int at = 0; at < total; at += atOnce) {
            int n = Math.min(atOnce, total - at);
            stage(block, at, n);
            staging.clear().limit(valueBytes() * n);
            while (staging.hasRemaining()) {
                scratch.write(staging);
            }
        }
    }

    private int valueBytes() {
        return packed.length == 0 ? Float.BYTES : Short.BYTES;
    }

    private void stage(float[] block, int at, int n) {
        if (packed.length == 0) {
            staging.clear().asFloatBuffer().put(block, at, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            packed[i] = (short) block[at + i];
        }
        staging.clear().asShortBuffer().put(packed, 0, n);
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

        void take(short[] from, int at, int row, int count) {
            int to = row * stride + column;
            for (int i = 0; i < count; i++) {
                target[to + i] = from[at + i];
            }
        }
    }

    private void copySpilled(int block, int first, int count, Columns columns) throws IOException {
        int rows = staging.capacity() / (valueBytes() * width);
        for (int v = 0; v < count; v += rows) {
            int n = Math.min(rows, count - v);
            readRows(block, first + v, n);
            if (packed.length > 0) {
                staging.asShortBuffer().get(packed, 0, n * width);
                for (int r = 0; r < n; r++) {
                    columns.take(packed, r * width, v + r, used.get(block));
                }
                continue;
            }
            FloatBuffer floats = staging.asFloatBuffer();
            for (int r = 0; r < n; r++) {
                columns.take(floats.position(r * width), v + r, used.get(block));
            }
        }
    }

    private void readRows(int block, int first, int count) throws IOException {
        long at = (long) valueBytes() * width * ((long) block * voxels + first);
        staging.clear().limit(valueBytes() * width * count);
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
