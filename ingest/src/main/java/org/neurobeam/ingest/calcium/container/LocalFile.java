package org.neurobeam.ingest.calcium.container;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.neurobeam.schemas.io.DataStore;

/** A file of a store on the local disk, uncompressed: itself where it is that already, else a copy until closed. */
final class LocalFile implements Closeable {
    private static final int HEAD = 1024;
    private static final long MOST_BYTES = 8L << 30;

    private final Place place;
    private final Path path;
    private final boolean isCopy;

    private LocalFile(Place place, Path path, boolean isCopy) {
        this.place = place;
        this.path = path;
        this.isCopy = isCopy;
    }

    /** @throws org.neurobeam.schemas.error.DataException when the file cannot be read or is damaged */
    static LocalFile open(DataStore store, String path) {
        Place place = new Place(path, "");
        return place.read(() -> {
            boolean zipped = isGzip(store, path);
            Path local = store.location().contains("://")
                    ? Path.of("")
                    : Path.of(store.location()).resolve(path);
            if (!zipped && Files.isRegularFile(local)) {
                return new LocalFile(place, local, false);
            }
            return copy(store, path, zipped);
        });
    }

    /** A file that somebody else made and deletes. */
    static LocalFile member(Place place, Path path) {
        return new LocalFile(place, path, false);
    }

    private static LocalFile copy(DataStore store, String path, boolean zipped) throws IOException {
        Place place = new Place(path, "");
        Path copy = Files.createTempFile("neurobeam-", ".part");
        try (InputStream in =
                zipped ? new GZIPInputStream(new BufferedInputStream(store.read(path))) : store.read(path)) {
            Files.copy(new Bounded(in), copy, StandardCopyOption.REPLACE_EXISTING);
            return new LocalFile(place, copy, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static boolean isGzip(DataStore store, String path) throws IOException {
        if (!store.exists(path)) {
            throw new NoSuchFileException(path, null, DataStore.NO_CONTENT);
        }
        try (InputStream in = store.read(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    Path path() {
        return path;
    }

    Place place() {
        return place;
    }

    /** The first bytes, at most 1024. */
    byte[] head() {
        return place.read(() -> {
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(HEAD);
            }
        });
    }

    /** Whether it has bytes, and the last of them ends no line. */
    boolean endsWithinLine() {
        return place.read(() -> {
            try (SeekableByteChannel in = Files.newByteChannel(path)) {
                if (in.size() == 0) {
                    return false;
                }
                ByteBuffer last = ByteBuffer.allocate(1);
                in.position(in.size() - 1).read(last);
                return last.get(0) != '\n' && last.get(0) != '\r';
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(path);
        }
    }

    /** A stream that ends a decompression bomb. */
    private static final class Bounded extends java.io.FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new IOException("more than " + MOST_BYTES + " bytes uncompressed");
            }
        }
    }
}
