package org.neurobeam.ingest.surface;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Number types of GIFTI and CIFTI arrays, with their NIfTI codes. */
public enum ElementType {
    UINT8(2, 1, "u1"),
    INT16(4, 2, "i2"),
    INT32(8, 4, "i4"),
    FLOAT32(16, 4, "f4"),
    FLOAT64(64, 8, "f8"),
    INT8(256, 1, "i1"),
    UINT16(512, 2, "u2"),
    UINT32(768, 4, "u4"),
    INT64(1024, 8, "i8"),
    UINT64(1280, 8, "u8");

    private static final int INT_BITS = 32;
    private static final double TWO_TO_64 = 0x1p64;

    private final int code;
    private final int bytes;
    private final String kind;

    ElementType(int code, int bytes, String kind) {
        this.code = code;
        this.bytes = bytes;
        this.kind = kind;
    }

    static Optional<ElementType> of(int code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** By NIFTI_TYPE_ name or code, as GIFTI writes it. */
    static Optional<ElementType> of(String text) {
        for (ElementType type : values()) {
            if (text.equals("NIFTI_TYPE_" + type.name()) || text.equals(Integer.toString(type.code))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is a whole number type. */
    public boolean integer() {
        return this != FLOAT32 && this != FLOAT64;
    }

    /** The numpy name, e.g. {@code float32}. */
    public String dtype() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The numpy name with its byte order where that is not little endian, e.g. {@code >f4}. */
    String dtype(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN && bytes > 1 ? ">" + kind : dtype();
    }

    /** The number at a byte. */
    double at(ByteBuffer buffer, int position) {
        return switch (this) {
            case UINT8 -> buffer.get(position) & 0xff;
            case INT8 -> buffer.get(position);
            case INT16 -> buffer.getShort(position);
            case UINT16 -> buffer.getShort(position) & 0xffff;
            case INT32 -> buffer.getInt(position);
            case UINT32 -> buffer.getInt(position) & ((1L << INT_BITS) - 1);
            case INT64 -> buffer.getLong(position);
            case UINT64 -> unsigned(buffer.getLong(position));
            case FLOAT32 -> buffer.getFloat(position);
            case FLOAT64 -> buffer.getDouble(position);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + TWO_TO_64;
    }

    /**
     * Appends the number written in a word.
     *
     * @throws NumberFormatException when it is not a number of this type
     */
    void parse(String word, ByteBuffer into) {
        if (this == FLOAT32) {
            into.putFloat(Float.parseFloat(word));
        } else if (this == FLOAT64) {
            into.putDouble(Double.parseDouble(word));
        } else {
            long value = Long.parseLong(word);
            switch (bytes) {
                case 1 -> into.put((byte) value);
                case 2 -> into.putShort((short) value);
                case 4 -> into.putInt((int) value);
                default -> into.putLong(value);
            }
            if (bytes < Long.BYTES && at(into, into.position() - bytes) != value) {
                throw new NumberFormatException(word + " does not fit " + dtype());
            }
        }
    }
}
