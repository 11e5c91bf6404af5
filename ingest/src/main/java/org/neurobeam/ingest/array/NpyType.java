package org.neurobeam.ingest.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A numeric dtype of numpy.
 *
 * @param kind f floating point, i signed, u unsigned, b boolean
 * @param bytes bytes of one number
 * @param order byte order on disk
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    private static final double UNSIGNED_LONG = 0x1p64;
    private static final int BYTE_MASK = 0xff;
    private static final int SHORT_MASK = 0xffff;

    /** Number i of the buffer, which has this byte order. */
    double number(ByteBuffer b, int i) {
        int at = i * bytes;
        return switch (kind) {
            case 'f' -> bytes == Float.BYTES ? b.getFloat(at) : b.getDouble(at);
            case 'u', 'b' -> unsigned(b, at);
            default -> signed(b, at);
        };
    }

    private double signed(ByteBuffer b, int at) {
        return switch (bytes) {
            case Byte.BYTES -> b.get(at);
            case Short.BYTES -> b.getShort(at);
            case Integer.BYTES -> b.getInt(at);
            default -> b.getLong(at);
        };
    }

    private double unsigned(ByteBuffer b, int at) {
        return switch (bytes) {
            case Byte.BYTES -> b.get(at) & BYTE_MASK;
            case Short.BYTES -> b.getShort(at) & SHORT_MASK;
            case Integer.BYTES -> Integer.toUnsignedLong(b.getInt(at));
            default -> b.getLong(at) >= 0 ? b.getLong(at) : b.getLong(at) + UNSIGNED_LONG;
        };
    }
}
