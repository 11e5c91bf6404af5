package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * The scaled values of an image in disk order, whatever its axes mean: one forward pass, memory below 8 MiB.
 *
 * <p>A voxel of c components (complex 2, RGB 3, RGBA 4) gives c values in a row. Integers up to 2^53 are exact in the
 * double variant. Not thread-safe.
 */
public final class VoxelStream implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;
    /** Deflate cannot make more of a byte than this; a header that claims more lies. */
    private static final long LARGEST_RATIO = 1032;

    private final String path;
    private final ImageHeader header;
    private final ContentStream in;
    private final ValueDecoder decoder;
    private final ByteBuffer buffer;
    private final int valueBytes;
    private final List<String> warnings = new ArrayList<>();
    private final long claimed;
    private long received;
    private long valuesLeft;
    private boolean finished;
    private IOException damage;

    private VoxelStream(String path, ImageHeader header, ContentStream in) {
        this.path = path;
        this.header = header;
        this.in = in;
        this.decoder = new ValueDecoder(header.type(), header.scaling());
        this.valueBytes = header.type().componentBytes();
        this.claimed = header.dataBytes();
        this.valuesLeft = claimed / valueBytes;
        int capacity = (int) Math.min(BUFFER_BYTES, claimed + valueBytes);
        this.buffer = ByteBuffer.wrap(new byte[capacity]).order(header.order()).limit(0);
    }

    /**
     * Opens the voxels of an image.
     *
     * @param complete whether all bytes that the header claims must be there; false to read what is left of a damaged
     *     file
     * @throws DataException if the file is missing or cannot hold what the header claims
     */
    static VoxelStream open(DataStore store, ImageHeader header, boolean complete) {
        String path = header.format().isPair() ? new ImagePaths(store, header.path()).image() : header.path();
        ContentStream in = null;
        try {
            long size = store.size(path);
            in = ContentStream.forData(store, path);
            if (header.dataBytes() > BUFFER_BYTES) {
                in = in.ahead();
            }
            VoxelStream stream = new VoxelStream(path, header, in);
            stream.checkPlausible(size, complete);
            stream.skipTo(header.dataOffset());
            return stream;
        } catch (IOException e) {
            closeAfter(in, e);
            throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
        } catch (DataException e) {
            closeAfter(in, e);
            throw e;
        }
    }

    private static void closeAfter(InputStream in, Exception failure) {
        if (in == null) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void checkPlausible(long size, boolean complete) {
        if (!path.equals(header.path()) && in.isGzip() != ImagePaths.namesGzip(path)) {
            warnings.add(path + ": the name contradicts the content; read by content");
        }
        // without this a damaged header could make the caller allocate a volume that cannot exist
        long needed =
                complete ? claimed : header.voxelsPerVolume() * header.type().voxelBytes();
        if (in.isGzip()) {
            if (needed / LARGEST_RATIO > size) {
                throw new DataException(
                        path,
                        "voxel data",
                        "truncated_data",
                        "header claims " + claimed + " bytes of voxel data, file has " + size
                                + " bytes of gzip, which cannot hold as much; fetch the file again");
            }
            return;
        }
        long found = Math.max(0, size - header.dataOffset());
        if (found < needed) {
            throw tooShort(found, null);
        }
        if (found > claimed) {
            warnings.add(found - claimed + " bytes after the voxel data ignored");
        }
    }

    private void skipTo(long offset) throws IOException {
        byte[] skipped = new byte[(int) Math.min(BUFFER_BYTES, offset)];
        long left = offset;
        try {
            while (left > 0) {
                int n = in.read(skipped, 0, (int) Math.min(skipped.length, left));
                if (n <= 0) {
                    break;
                }
                left -= n;
            }
        } catch (DamagedGzipException e) {
            damage = e;
        }
    }

    /** Values not yet read. */
    public long remaining() {
        return valuesLeft;
    }

    /** The header of the image. */
    public ImageHeader header() {
        return header;
    }

    /** What is doubtful about the data; complete after {@link #finish()}. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Reads up to count values.
     *
     * @return values read; fewer than count only at the end or just before damage; 0 at the end
     * @throws DataException if no value can be read although the header claims more
     */
    public int read(float[] target, int offset, int count) {
        int done = 0;
        while (done < count) {
            int n = available(Math.min(count - done, valuesLeft), done == 0);
            if (n == 0) {
                break;
            }
            decoder.decode(buffer, target, offset + done, n);
            done += n;
            valuesLeft -= n;
        }
        return done;
    }

    /**
     * Reads up to count values.
     *
     * @return values read; fewer than count only at the end or just before damage; 0 at the end
     * @throws DataException if no value can be read although the header claims more
     */
    public int read(double[] target, int offset, int count) {
        int done = 0;
        while (done < count) {
            int n = available(Math.min(count - done, valuesLeft), done == 0);
            if (n == 0) {
                break;
            }
            decoder.decode(buffer, target, offset + done, n);
            done += n;
            valuesLeft -= n;
        }
        return done;
    }

    /** Whole values in the buffer, at most wanted; refilled when it is empty. */
    private int available(long wanted, boolean mustRead) {
        if (wanted == 0) {
            return 0;
        }
        if (buffer.remaining() < valueBytes && !fill()) {
            if (mustRead) {
                throw tooShort(received, damage);
            }
            return 0;
        }
        return (int) Math.min(wanted, buffer.remaining() / valueBytes);
    }

    private boolean fill() {
        buffer.compact();
        try {
            while (buffer.position() < valueBytes && damage == null) {
                long room = Math.min(buffer.remaining(), claimed - received);
                int n = in.read(buffer.array(), buffer.position(), (int) room);
                if (n <= 0) {
                    break;
                }
                received += n;
                buffer.position(buffer.position() + n);
            }
        } catch (DamagedGzipException e) {
            damage = e;
        } catch (IOException e) {
            throw new DataException(path, "byte " + received + " of voxel data", "unreadable", e.getMessage(), e);
        } finally {
            buffer.flip();
        }
        return buffer.remaining() >= valueBytes;
    }

    /**
     * After the last value: checks the checksum and length of a gzip file and counts what follows the voxels.
     *
     * @throws DataException if the checksum or length is wrong
     */
    public void finish() {
        if (finished || !in.isGzip()) {
            return;
        }
        finished = true;
        byte[] rest = new byte[1 << 16];
        long trailing = 0;
        try {
            for (int n = in.read(rest); n > 0; n = in.read(rest)) {
                trailing += n;
            }
        } catch (IOException e) {
            throw new DataException(
                    path,
                    "after the last voxel",
                    "damaged_gzip",
                    e.getMessage() + "; the voxels may be wrong, fetch the file again",
                    e);
        }
        if (trailing > 0) {
            warnings.add(trailing + " bytes after the voxel data ignored");
        }
        if (in.hasTrailingGarbage()) {
            warnings.add("bytes after the gzip stream ignored");
        }
    }

    private DataException tooShort(long found, IOException cause) {
        String reason = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new DataException(
                path,
                "voxel data",
                "truncated_data",
                "header claims " + claimed + " bytes of voxel data, file has " + found + reason
                        + "; fetch the file again, or ask for the complete volumes before the damage",
                cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
