package org.neurobeam.schemas.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The distinct float32 bit patterns of a column chunk in order of appearance: open addressing, no boxing. */
final class FloatDictionary {
    /** More distinct values than this are no quantised signal: int16 samples have at most as many. */
    static final int LIMIT = 1 << 16;

    private static final int CAPACITY = LIMIT * 2;
    private static final int HASH = 0x9E3779B1;

    /** Integers of 16 bits, the values of most scanners, need no search: index + 1 of each, 0 where absent. */
    private final int[] integers = new int[1 << 16];

    private final int[] keys = new int[CAPACITY];
    private final int[] indices = new int[CAPACITY];
    private final int[] entries = new int[LIMIT];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        if (size == 0) {
            return;
        }
        Arrays.fill(integers, 0);
        Arrays.fill(indices, 0);
        size = 0;
    }

    /**
     * Replaces values by indices, adding new ones.
     *
     * @return whether all fitted; entries added before the limit stay
     */
    boolean encode(float[] values, int count, int[] into) {
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int integer = (int) values[i];
            // -0.0 equals 0 but has other bits
            boolean small = (short) integer == integer && Float.floatToRawIntBits(integer) == bits;
            int index = small ? indexOfInteger(integer, bits) : indexOf(bits);
            if (index < 0) {
                return false;
            }
            into[i] = index;
        }
        return true;
    }

    private int indexOfInteger(int value, int bits) {
        int known = integers[value & 0xFFFF];
        if (known != 0) {
            return known - 1;
        }
        if (size == LIMIT) {
            return -1;
        }
        entries[size++] = bits;
        integers[value & 0xFFFF] = size;
        return size - 1;
    }

    private int indexOf(int bits) {
        int slot = (bits * HASH) >>> 15;
        while (indices[slot] != 0) {
            if (keys[slot] == bits) {
                return indices[slot] - 1;
            }
            slot = (slot + 1) & (CAPACITY - 1);
        }
        if (size == LIMIT) {
            return -1;
        }
        keys[slot] = bits;
        entries[size++] = bits;
        indices[slot] = size;
        return size - 1;
    }

    /** The entries as Parquet's PLAIN encoding. */
    byte[] plain() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(entries, 0, size);
        return bytes.array();
    }
}
