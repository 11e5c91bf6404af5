package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip with any number of members, one forward pass. Gives every byte that can be decoded before it reports damage;
 * a wrong checksum or length is reported after the last byte of its member.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GunzipStream extends InputStream {
    private static final int HEAD_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final byte[] input;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int position;
    private int limit;
    private boolean ended;
    private boolean trailingGarbage;
    private IOException pending;

    /** @param in positioned at the first byte of the first member */
    GunzipStream(InputStream in, int bufferBytes) throws IOException {
        this.in = in;
        this.input = new byte[bufferBytes];
        try {
            startMember();
        } catch (IOException | RuntimeException e) {
            inflater.end();
            throw e;
        }
    }

    /** Whether something that is not gzip follows the last member. */
    boolean hasTrailingGarbage() {
        return trailingGarbage;
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
        while (!ended) {
            int n = inflate(target, offset, length);
            if (n > 0) {
                crc.update(target, offset, n);
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new DamagedGzipException("the gzip stream is corrupt (it asks for a dictionary)");
            } else {
                feed();
            }
        }
        return -1;
    }

    /** Bytes before damage count: the damage is thrown by the next call. */
    private int inflate(byte[] target, int offset, int length) throws IOException {
        if (pending != null) {
            throw pending;
        }
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            pending = new DamagedGzipException("the gzip stream is corrupt (" + e.getMessage() + ")");
            int written = (int) (inflater.getBytesWritten() - before);
            if (written == 0) {
                throw pending;
            }
            return written;
        }
    }

    private void feed() throws IOException {
        if (!refill()) {
            throw new DamagedGzipException("the gzip stream ends too early");
        }
        inflater.setInput(input, 0, limit);
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long storedCrc = littleEndian4();
        long storedLength = littleEndian4();
        long length = inflater.getBytesWritten();
        if (storedCrc != crc.getValue()) {
            throw new DamagedGzipException("the gzip checksum (CRC-32) is wrong");
        }
        if (storedLength != (length & 0xFFFFFFFFL)) {
            throw new DamagedGzipException(
                    "the gzip length is wrong: " + storedLength + " stored, " + length + " read");
        }
        int first = nextByteOrEnd();
        if (first < 0) {
            ended = true;
            return;
        }
        position--;
        if (first == 0x1F) {
            startMember();
        } else {
            ended = true;
            trailingGarbage = true;
        }
    }

    private void startMember() throws IOException {
        if (nextByte() != 0x1F || nextByte() != 0x8B || nextByte() != 8) {
            throw new DamagedGzipException("a gzip member has a bad header");
        }
        int flags = nextByte();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEAD_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inflater.setInput(input, position, limit - position);
    }

    private void skipText() throws IOException {
        int character = nextByte();
        while (character != 0) {
            character = nextByte();
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private long littleEndian4() throws IOException {
        return nextByte() | (long) nextByte() << 8 | (long) nextByte() << 16 | (long) nextByte() << 24;
    }

    private int nextByte() throws IOException {
        int value = nextByteOrEnd();
        if (value < 0) {
            throw new DamagedGzipException("the gzip stream ends too early");
        }
        return value;
    }

    private int nextByteOrEnd() throws IOException {
        if (position == limit && !refill()) {
            return -1;
        }
        return input[position++] & 0xFF;
    }

    private boolean refill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(input, 0, input.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
