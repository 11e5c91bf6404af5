package org.neurobeam.schemas.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Passes a Parquet file on and orders the lists of encodings in its footer.
 *
 * <p>Parquet keeps the encodings of a column in a set of enum constants, whose order is that of their identity hash
 * codes: it changes from one JVM and thread to the next, and with it the bytes of otherwise equal files. The writer
 * asks for the position just before and just after the footer, so only the bytes since the last but one question are
 * held back; or none, where the writer says when the footer comes.
 */
final class SteadyFooter extends PositionOutputStream {
    private static final int TAIL = 8;

    private final PositionOutputStream out;
    private ByteArrayOutputStream older = new ByteArrayOutputStream();
    private ByteArrayOutputStream newer = new ByteArrayOutputStream();
    private long position;
    private boolean holding = true;
    private boolean closed;

    SteadyFooter(PositionOutputStream out) {
        this.out = out;
    }

    /** What comes from now on is no footer and passes at once. */
    void bodyFollows() throws IOException {
        older.writeTo(out);
        newer.writeTo(out);
        older.reset();
        newer.reset();
        holding = false;
    }

    /** The footer may come from now on. */
    void footerFollows() {
        holding = true;
    }

    @Override
    public long getPos() throws IOException {
        if (newer.size() > 0) {
            older.writeTo(out);
            older.reset();
            ByteArrayOutputStream empty = older;
            older = newer;
            newer = empty;
        }
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        if (holding) {
            newer.write(b);
        } else {
            out.write(b);
        }
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (holding) {
            newer.write(bytes, offset, length);
        } else {
            out.write(bytes, offset, length);
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        byte[] footer = older.toByteArray();
        byte[] tail = newer.toByteArray();
        boolean whole = tail.length == TAIL
                && ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt() == footer.length;
        out.write(whole ? ordered(footer) : footer);
        out.write(tail);
        out.close();
    }

    private static byte[] ordered(byte[] footer) throws IOException {
        FileMetaData file = Util.readFileMetaData(new ByteArrayInputStream(footer));
        file.getRow_groups()
                .forEach(group -> group.getColumns().forEach(column -> {
                    ColumnMetaData about = column.getMeta_data();
                    Collections.sort(about.getEncodings());
                    if (about.isSetEncoding_stats()) {
                        Collections.sort(about.getEncoding_stats());
                    }
                }));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(footer.length);
        Util.writeFileMetaData(file, bytes);
        if (bytes.size() != footer.length) {
            throw new IOException("the ordered footer has " + bytes.size() + " bytes instead of " + footer.length);
        }
        return bytes.toByteArray();
    }
}
