package org.neurobeam.schemas.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file that appears in the store when it is whole, or not at all: bytes go to {@code path.<unique>.tmp} beside its
 * place and are moved by {@link #commit}. The unique part lets two attempts at one file run at the same time.
 *
 * <p>The digest is taken while the bytes pass. Closing without a commit deletes the temporary file.
 */
public final class StagedFile implements OutputFile, AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataStore store;
    private final String path;
    private final String staged;
    private final MessageDigest digest;
    private PositionedDigest bytes;
    private SteadyFooter parquet;
    private boolean committed;

    /**
     * @param store the folder
     * @param path where the whole file will be
     */
    public StagedFile(DataStore store, String path) {
        this.store = store;
        this.path = path;
        this.staged = path + "." + UUID.randomUUID().toString().substring(0, 8) + ".tmp";
        this.digest = Sha256.empty();
    }

    /** The stream of the bytes, opened at the first call. */
    public OutputStream stream() throws IOException {
        if (bytes == null) {
            bytes = new PositionedDigest(new BufferedOutputStream(store.write(staged), BUFFER_BYTES), digest);
        }
        return bytes;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        if (parquet == null) {
            stream();
            parquet = new SteadyFooter(bytes);
        }
        return parquet;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return create(blockSizeHint);
    }

    /** The Parquet stream, which a writer may tell where the footer is. */
    SteadyFooter footer() {
        return parquet;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path;
    }

    /** Closes the file and moves it to its place. */
    public WrittenFile commit(long rows) throws IOException {
        finish();
        store.move(staged, path);
        committed = true;
        return new WrittenFile(path, rows, bytes.getPos(), Sha256.hex(digest));
    }

    /**
     * Closes the file and moves it to its place if it has the bytes of another one.
     *
     * @return whether it has; else nothing is at its place
     */
    public boolean commitCopy(WrittenFile original) throws IOException {
        finish();
        if (!Sha256.hex(digest).equals(original.sha256())) {
            return false;
        }
        store.move(staged, path);
        committed = true;
        return true;
    }

    private void finish() throws IOException {
        if (parquet != null) {
            parquet.close();
        }
        stream().close();
    }

    @Override
    public void close() throws IOException {
        if (!committed && bytes != null) {
            try {
                bytes.close();
            } finally {
                // on a full disk closing fails too, and the room is needed
                store.delete(staged);
            }
        }
    }

    private static final class PositionedDigest extends PositionOutputStream {
        private final OutputStream out;
        private final MessageDigest digest;
        private long position;
        private boolean closed;

        PositionedDigest(OutputStream out, MessageDigest digest) {
            this.out = out;
            this.digest = digest;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            digest.update(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                out.close();
            }
        }
    }
}
