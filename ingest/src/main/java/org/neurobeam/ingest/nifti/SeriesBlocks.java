package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * A series [voxels x volumes] made of transposed blocks [voxels x block volumes]: the first ones in memory, the others
 * one after the other in a scratch file, laid out [block][voxel][volume of the block].
 *
 * <p>Blocks are added in the order of their volumes; reading all voxels once reads every byte once, strips of voxels
 * side by side on the common pool. Not thread-safe. Close it to free memory and disk.
 */
public final class SeriesBlocks implements Closeable {
    private static final int STAGING_BYTES = 1 << 20;
    /** Rows that are gathered together: their pieces of a block are one read, their target stays in cache. */
    private static final int STRIP = 128;

    private final int voxels;
    private final int width;
    private final int heldBlocks;
    private final List<Integer> used = new ArrayList<>();
    private final List<float[]> held = new ArrayList<>();
    private final FileChannel scratch;
    private final boolean packed;
    private final Queue<Staging> idle = new ConcurrentLinkedQueue<>();

    private SeriesBlocks(int voxels, int width, int heldBlocks, FileChannel scratch, boolean packed) {
        this.voxels = voxels;
        this.width = width;
        this.heldBlocks = heldBlocks;
        this.scratch = scratch;
        this.packed = packed;
    }

    /**
     * Blocks that stay in memory.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     */
    public static SeriesBlocks inMemory(int voxels, int width) {
        return new SeriesBlocks(voxels, width, Integer.MAX_VALUE, null, false);
    }

    /**
     * Blocks in one scratch file, which is deleted when this is closed, or when the process ends.
     *
     * @param voxels rows of every block
     * @param width volumes of every block
     * @param folder local folder of the scratch file
     */
    public static SeriesBlocks inScratchFile(int voxels, int width, Path folder) throws IOException {
        return spilling(voxels, new SeriesPlan(1, width, 0), folder, false);
    }

    /**
     * As {@link #inScratchFile(int, int, Path)}, but for the blocks that the plan holds in memory.
     *
     * @param pack whether every value is a 16-bit integer, as in most recordings: the file is half as large
     */
    static SeriesBlocks spilling(int voxels, SeriesPlan plan, Path folder, boolean pack) throws IOException {
        Path file = Files.createTempFile(folder, "neurobeam-series", ".scratch");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new SeriesBlocks(voxels, plan.blockVolumes(), plan.heldBlocks(), channel, pack);
    }

    /** Whether blocks may lie in a scratch file. */
    public boolean isSpilled() {
        return scratch != null;
    }

    /** Volumes added so far. */
    public int volumes() {
        return used.stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether the array given to the next {@link #add} belongs to this object afterwards. */
    public boolean keepsArrays() {
        return used.size() < heldBlocks;
    }

    /**
     * Appends a block.
     *
     * @param block [voxels x width]
     * @param volumes how many volumes of each row are used, from the first on
     */
    public void add(float[] block, int volumes) throws IOException {
        boolean keep = keepsArrays();
        used.add(volumes);
        if (keep) {
            held.add(block);
            return;
        }
        Staging staging = staging();
        int total = voxels * width;
        for (int at = 0; at < total; at += staging.values()) {
            staging.write(block, at, Math.min(staging.values(), total - at));
        }
        idle.add(staging);
    }

    private Staging staging() {
        Staging staging = idle.poll();
        return staging == null ? new Staging() : staging;
    }

    /**
     * Copies the series of rows [first, first + count).
     *
     * @param target [count x volumes]
     */
    public void copy(int first, int count, float[] target) throws IOException {
        int strips = (count + STRIP - 1) / STRIP;
        try {
            IntStream.range(0, strips).parallel().forEach(strip -> {
                int from = strip * STRIP;
                copyStrip(new Rows(first + from, Math.min(STRIP, count - from), from), target);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Rows [first, first + count) of the series, which are rows from {@code to} on in the target. */
    private record Rows(int first, int count, int to) {}

    private void copyStrip(Rows rows, float[] target) {
        Staging staging = staging();
        int volumes = volumes();
        int column = rows.to() * volumes;
        for (int b = 0; b < used.size(); b++) {
            float[] from = b < held.size() ? held.get(b) : staging.read(b - held.size(), rows);
            int at = b < held.size() ? rows.first() * width : 0;
            for (int r = 0; r < rows.count(); r++) {
                System.arraycopy(from, at + r * width, target, column + r * volumes, used.get(b));
            }
            column += used.get(b);
        }
        idle.add(staging);
    }

    /** Values on their way to and from the scratch file; one for each thread at work. */
    private final class Staging {
        private final ByteBuffer bytes = scratch == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocateDirect(Math.max(STAGING_BYTES, valueBytes() * width * STRIP))
                        .order(ByteOrder.nativeOrder());
        private final short[] shorts = new short[packed ? values() : 0];
        private final float[] floats = new float[scratch == null ? 0 : width * STRIP];

        int values() {
            return bytes.capacity() / valueBytes();
        }

        void write(float[] block, int at, int n) throws IOException {
            if (packed) {
                for (int i = 0; i < n; i++) {
                    shorts[i] = (short) block[at + i];
                }
                bytes.clear().asShortBuffer().put(shorts, 0, n);
            } else {
                bytes.clear().asFloatBuffer().put(block, at, n);
            }
            bytes.limit(valueBytes() * n);
            while (bytes.hasRemaining()) {
                scratch.write(bytes);
            }
        }

        /** Rows of a block of the file, [count x width]. */
        float[] read(int block, Rows rows) {
            int n = rows.count() * width;
            try {
                fill(valueBytes() * width * ((long) block * voxels + rows.first()), valueBytes() * n);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!packed) {
                bytes.asFloatBuffer().get(floats, 0, n);
                return floats;
            }
            bytes.asShortBuffer().get(shorts, 0, n);
            for (int i = 0; i < n; i++) {
                floats[i] = shorts[i];
            }
            return floats;
        }

        private void fill(long at, int count) throws IOException {
            bytes.clear().limit(count);
            while (bytes.hasRemaining()) {
                if (scratch.read(bytes, at + bytes.position()) < 0) {
                    throw new IOException("the scratch file of a series ends too early");
                }
            }
            bytes.flip();
        }
    }

    private int valueBytes() {
        return packed ? Short.BYTES : Float.BYTES;
    }

    @Override
    public void close() throws IOException {
        held.clear();
        idle.clear();
        if (scratch != null) {
            scratch.close();
        }
    }
}
