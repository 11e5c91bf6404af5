package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a stream on a thread of its own, a few pieces ahead of the caller, so that decompression goes on while the
 * caller decodes. Bytes, their order and the place of an exception are those of the stream. One caller at a time.
 */
final class ReadAheadStream extends InputStream {
    /** Pieces in flight stay in the last level of cache. */
    private static final int PIECES = 4;

    private static final int PIECE_BYTES = 1 << 20;

    private final InputStream in;
    private final BlockingQueue<Piece> empty = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES);
    private final Thread reader = new Thread(this::readAll, "read-ahead");
    private Piece current;

    /** What one read gave: bytes, the end (length -1) or a failure, after which nothing follows. */
    private static final class Piece {
        private final byte[] bytes = new byte[PIECE_BYTES];
        private int position;
        private int length;
        private Throwable failure;
    }

    /** @param in closed with this */
    ReadAheadStream(InputStream in) {
        this.in = in;
        for (int i = 0; i < PIECES; i++) {
            empty.add(new Piece());
        }
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            Piece piece;
            do {
                piece = empty.take();
                read(piece);
                full.put(piece);
            } while (piece.length >= 0);
        } catch (InterruptedException e) {
            // close() asks for it, and nobody reads what would follow
            Thread.currentThread().interrupt();
        }
    }

    private void read(Piece piece) {
        piece.position = 0;
        try {
            piece.length = in.read(piece.bytes, 0, piece.bytes.length);
        } catch (IOException | RuntimeException | Error e) {
            piece.failure = e;
            piece.length = -1;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Piece piece = piece();
        if (piece.length < 0) {
            return end(piece.failure);
        }
        int n = Math.min(length, piece.length - piece.position);
        System.arraycopy(piece.bytes, piece.position, target, offset, n);
        piece.position += n;
        if (piece.position == piece.length) {
            empty.add(piece);
            current = null;
        }
        return n;
    }

    private Piece piece() throws IOException {
        try {
            if (current == null) {
                current = full.take();
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    private static int end(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while closing", e);
        } finally {
            in.close();
        }
    }
}
