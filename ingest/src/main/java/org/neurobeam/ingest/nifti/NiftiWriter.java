package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.neurobeam.schemas.io.DataStore;

/**
 * Writes one NIfTI image volume by volume; memory is a buffer of 64 kB whatever the size of the image.
 *
 * <p>The bytes go to {@code path.tmp}, which becomes {@code path} when the last volume is in: a file under its own name
 * is always whole. A name ending in {@code .gz} is compressed, without time stamp, so that equal input gives equal
 * bytes. The affine is the sform, and the qform as well when the affine is a rotation with scales.
 *
 * <pre>{@code
 * try (NiftiWriter out = NiftiWriter.open(store, "bold.nii.gz", NiftiOutImage.series(grid, 200, 2.0))) {
 *     for (float[] volume : volumes) out.append(volume);
 * }
 * }</pre>
 */
public final class NiftiWriter implements Closeable {
    /** Three times the speed of level 6 on recorded series, for files 1 to 5 % larger. */
    public static final int DEFAULT_GZIP_LEVEL = 3;

    private static final int BUFFER = 1 << 16;

    private final DataStore store;
    private final String path;
    private final NiftiOutImage image;
    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private int written;
    private boolean failed;
    private boolean closed;

    private NiftiWriter(DataStore store, String path, NiftiOutImage image, OutputStream out) {
        this.store = store;
        this.path = path;
        this.image = image;
        this.out = out;
    }

    /** Starts an image with compression level {@value #DEFAULT_GZIP_LEVEL}; see {@link #open(DataStore, String, NiftiOutImage, int)}. */
    public static NiftiWriter open(DataStore store, String path, NiftiOutImage image) throws IOException {
        return open(store, path, image, DEFAULT_GZIP_LEVEL);
    }

    /**
     * Starts an image.
     *
     * @param path ends in {@code .nii} or {@code .nii.gz}
     * @param gzipLevel 0 (stored) to 9; ignored for {@code .nii}
     * @throws IllegalArgumentException for another name or level
     * @throws IOException if the store refuses
     */
    public static NiftiWriter open(DataStore store, String path, NiftiOutImage image, int gzipLevel)
            throws IOException {
        boolean gzip = path.endsWith(".nii.gz");
        if (!gzip && !path.endsWith(".nii")) {
            throw new IllegalArgumentException(path + ": the name must end in .nii or .nii.gz");
        }
        if (gzipLevel < Deflater.NO_COMPRESSION || gzipLevel > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("gzip level " + gzipLevel + ", expected 0 to 9");
        }
        OutputStream raw = store.write(path + ".tmp");
        NiftiWriter writer = new NiftiWriter(store, path, image, gzip ? new Gzip(raw, gzipLevel) : raw);
        writer.write(NiftiOutHeader.of(image));
        return writer;
    }

    /** Writes an image of a single volume. */
    public static void write(DataStore store, String path, NiftiOutImage image, float[] volume) throws IOException {
        try (NiftiWriter writer = open(store, path, image)) {
            writer.append(volume);
        }
    }

    /**
     * Appends one volume.
     *
     * @param volume [nx * ny * nz], first axis fastest; not kept
     * @throws IllegalArgumentException if the length is wrong, the image is complete, or the stored type cannot hold a
     *     value (NaN, infinity or out of range in an integer type)
     */
    public void append(float[] volume) throws IOException {
        if (volume.length != image.grid().voxels()) {
            throw refusal("volume has " + volume.length + " voxels but the grid has "
                    + image.grid().voxels() + " ("
                    + image.grid().nx() + "x" + image.grid().ny() + "x"
                    + image.grid().nz() + ")");
        }
        if (written == image.volumes()) {
            throw refusal("all " + written + " volumes are written already");
        }
        switch (image.encoding().type()) {
            case FLOAT32 -> appendFloats(volume);
            case INT16, UINT8 -> appendIntegers(volume);
        }
        written++;
    }

    /** Volumes appended so far. */
    public int written() {
        return written;
    }

    /**
     * Completes the file and gives it its name.
     *
     * @throws IllegalStateException if fewer volumes were appended than announced; no file is left behind
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean whole = false;
        try {
            out.close();
            whole = !failed && written == image.volumes();
        } finally {
            if (!whole) {
                store.delete(path + ".tmp");
            }
        }
        if (whole) {
            store.move(path + ".tmp", path);
        } else if (!failed) {
            throw new IllegalStateException(
                    path + ": " + image.volumes() + " volumes were announced but " + written + " appended");
        }
    }

    private void appendFloats(float[] volume) throws IOException {
        for (int from = 0; from < volume.length; ) {
            int count = Math.min(volume.length - from, BUFFER / Float.BYTES);
            buffer.asFloatBuffer().put(volume, from, count);
            write(buffer.array(), count * Float.BYTES);
            from += count;
        }
    }

    private void appendIntegers(float[] volume) throws IOException {
        NiftiOutEncoding encoding = image.encoding();
        boolean wide = encoding.type() == NiftiOutEncoding.Type.INT16;
        buffer.clear();
        for (int v = 0; v < volume.length; v++) {
            double raw = encoding.raw(volume[v]);
            if (Double.isNaN(raw)) {
                throw refusal("volume " + written + " has " + volume[v] + " at voxel " + v + ", which "
                        + encoding.type() + " with slope " + encoding.slope() + " and intercept "
                        + encoding.intercept() + " cannot hold; write float32 or widen the range");
            }
            if (wide) {
                buffer.putShort((short) raw);
            } else {
                buffer.put((byte) (int) raw);
            }
            if (!buffer.hasRemaining()) {
                write(buffer.array(), buffer.position());
                buffer.clear();
            }
        }
        write(buffer.array(), buffer.position());
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int count) throws IOException {
        // stays true when the stream throws: such a file is dropped on close
        failed = true;
        out.write(bytes, 0, count);
        failed = false;
    }

    private IllegalArgumentException refusal(String problem) {
        failed = true;
        return new IllegalArgumentException(path + ": " + problem);
    }

    /** Gzip with a chosen level; the JDK writes time stamp 0. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out, int level) throws IOException {
            super(out, BUFFER);
            def.setLevel(level);
        }
    }
}
