package org.neurobeam.schemas.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The distinct float32 bit patterns of a column chunk in order of appearance: open addressing, no boxing. */
final class FloatDictionary {
    /** More distinct values than this are no quantised signal: int16 samples have at most as many. */
    static final int LIMIT = 1 << 16;

    private static final int HASH = 0x9E3779B1;
    private static final int FIRST_CAPACITY = 1 << 13;

    /** Of this many values, 65,536 equally frequent levels would repeat 128 and a continuous signal nearly none. */
    private static final int SAMPLE = 4096;

    private static final int REPEATS_OF_LEVELS = 32;

    /** Integers of 16 bits, the values of most scanners, need no search: index + 1 of each, 0 where absent. */
    private int[] integers = new int[0];

    private int[] keys = new int[FIRST_CAPACITY];
    private int[] indices = new int[FIRST_CAPACITY];
    private int[] entries = new int[FIRST_CAPACITY / 2];
    private int size;
    private int searched;
    private int found;

    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(integers, 0);
            Arrays.fill(indices, 0);
        }
        size = 0;
        searched = 0;
        found = 0;
    }

    /**
     * Replaces values by indices, adding new ones.
     *
     * @return whether all fitted; entries added before the limit stay. False, too, as soon as the first values tell that
     *     the signal is continuous
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
        if (integers.length == 0) {
            integers = new int[1 << 16];
        }
        int known = integers[value & 0xFFFF];
        if (known != 0) {
            return known - 1;
        }
        if (size == LIMIT) {
            return -1;
        }
        integers[value & 0xFFFF] = add(bits) + 1;
        return size - 1;
    }

    private int indexOf(int bits) {
        if (++searched == SAMPLE && found < REPEATS_OF_LEVELS) {
            return -1;
        }
        int slot = slot(bits);
        if (indices[slot] != 0) {
            found++;
            return indices[slot] - 1;
        }
        if (size == LIMIT) {
            return -1;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
            slot = slot(bits);
        }
        keys[slot] = bits;
        indices[slot] = add(bits) + 1;
        return size - 1;
    }

    /** Where a value is, or where it would be. */
    private int slot(int bits) {
        int slot = (bits * HASH) >>> Integer.numberOfLeadingZeros(keys.length - 1);
        while (indices[slot] != 0 && keys[slot] != bits) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private int add(int bits) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size] = bits;
        return size++;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldIndices = indices;
        keys = new int[2 * oldKeys.length];
        indices = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldIndices[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                indices[slot] = oldIndices[i];
            }
        }
    }

    /** The entries as Parquet's PLAIN encoding. */
    byte[] plain() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(entries, 0, size);
        return bytes.array();
    }
}
