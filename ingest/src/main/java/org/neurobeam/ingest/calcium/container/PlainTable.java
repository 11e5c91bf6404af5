package org.neurobeam.ingest.calcium.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cells of a delimited text of plain ASCII without quotes, straight from its bytes: about 20 ns a number. Lines
 * without any character are no rows, as in Commons CSV. Not thread-safe; close it.
 */
final class PlainTable implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte delimiter;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int next;
    private int filled;
    private int cellStart;
    private int cellEnd;
    private boolean rowEnded = true;
    private boolean plain = true;

    PlainTable(Path file, char delimiter) throws IOException {
        this.in = Files.newInputStream(file);
        this.delimiter = (byte) delimiter;
    }

    /** False once a quote or another alphabet was met: then this is not the reader for the file. */
    boolean isPlain() {
        return plain;
    }

    /** Goes to the first cell of the next row; false after the last row. */
    boolean nextRow() throws IOException {
        while (!rowEnded) {
            nextCell();
        }
        start = next;
        while (available() && isEnd(buffer[next])) {
            next++;
            start = next;
        }
        if (next == filled) {
            return false;
        }
        rowEnded = false;
        nextCell();
        return plain;
    }

    /** Whether the current cell is the last one of its row. */
    boolean rowEnded() {
        return rowEnded;
    }

    /** Goes to the next cell of the row. */
    void nextCell() throws IOException {
        start = next;
        while (available()) {
            byte b = buffer[next];
            if (b == delimiter || isEnd(b)) {
                break;
            }
            plain &= b > 0 && b != '"';
            next++;
        }
        cellStart = start;
        cellEnd = next;
        boolean more = next < filled;
        rowEnded = !more || buffer[next] != delimiter;
        if (more) {
            next++;
        }
        trim();
    }

    private static boolean isEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private void trim() {
        while (cellStart < cellEnd && buffer[cellStart] == ' ') {
            cellStart++;
        }
        while (cellStart < cellEnd && buffer[cellEnd - 1] == ' ') {
            cellEnd--;
        }
    }

    /** Whether there is a byte at {@code next}; keeps those from {@code start} on. */
    private boolean available() throws IOException {
        if (next < filled) {
            return true;
        }
        int kept = filled - start;
        byte[] into = kept < buffer.length ? buffer : new byte[2 * buffer.length];
        System.arraycopy(buffer, start, into, 0, kept);
        buffer = into;
        start = 0;
        next = kept;
        int read = in.read(buffer, kept, buffer.length - kept);
        filled = kept + Math.max(0, read);
        return read > 0;
    }

    /** The current cell. */
    String text() {
        return new String(buffer, cellStart, cellEnd - cellStart, StandardCharsets.US_ASCII).strip();
    }

    /** The current cell as a number; NaN where {@link DecimalNumber} cannot tell. */
    double decimal() {
        return DecimalNumber.of(buffer, cellStart, cellEnd);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
