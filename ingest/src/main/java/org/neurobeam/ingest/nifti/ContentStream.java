package org.neurobeam.ingest.nifti;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.neurobeam.schemas.io.DataStore;

/**
 * The uncompressed bytes of a file, one forward pass: gzip is recognised by its first two bytes, not by the name.
 */
public final class ContentStream extends FilterInputStream {
    private static final int HEADER_BUFFER_BYTES = 4096;
    private static final int DATA_BUFFER_BYTES = 1 << 19;

    private final GunzipStream gunzip;

    private ContentStream(InputStream content, GunzipStream gunzip) {
        super(content);
        this.gunzip = gunzip;
    }

    /** For a look at the first bytes: reads little of the file. */
    public static ContentStream forHeader(DataStore store, String path) throws IOException {
        return open(store.read(path), HEADER_BUFFER_BYTES);
    }

    /** For the whole content. */
    public static ContentStream forData(DataStore store, String path) throws IOException {
        return open(store.read(path), DATA_BUFFER_BYTES);
    }

    /** The same bytes; gzip is decompressed on a thread of its own, some MiB ahead of the reader. */
    ContentStream ahead() {
        return isGzip() ? new ContentStream(new ReadAheadStream(in), gunzip) : this;
    }

    static ContentStream open(InputStream file, int bufferBytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, 2);
        try {
            byte[] first = in.readNBytes(2);
            in.unread(first);
            boolean gzip = first.length == 2 && first[0] == 0x1F && first[1] == (byte) 0x8B;
            GunzipStream gunzip = gzip ? new GunzipStream(in, bufferBytes) : null;
            return new ContentStream(gzip ? gunzip : in, gunzip);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The next bytes, up to a number: fewer at the end, or where the gzip stream is damaged.
     *
     * @throws IOException if the file cannot be read
     */
    public byte[] firstBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int n = 0;
        try {
            for (int got = in.read(bytes, 0, count); got > 0; got = in.read(bytes, n, count - n)) {
                n += got;
            }
        } catch (DamagedGzipException e) {
            return Arrays.copyOf(bytes, n);
        }
        return Arrays.copyOf(bytes, n);
    }

    /** Whether the file is gzipped. */
    public boolean isGzip() {
        return gunzip != null;
    }

    /** Whether something that is not gzip follows the compressed content; known at its end. */
    boolean hasTrailingGarbage() {
        return gunzip != null && gunzip.hasTrailingGarbage();
    }
}
