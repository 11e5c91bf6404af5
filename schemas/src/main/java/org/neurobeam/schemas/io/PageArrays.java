package org.neurobeam.schemas.io;

import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * The arrays of pages of traces: values, encoded bytes and compressed bytes of about 1 MB. A recording has a dozen files
 * of few pages each; new arrays for all of them would make the heap go through main memory several times a second.
 *
 * <p>Only arrays of the usual size are kept, at most 64 MB of bytes and 32 MB of values in a process.
 */
final class PageArrays implements ByteBufferAllocator {
    /** Values of a page, unless one row has more. */
    static final int VALUES = 1 << 18;

    static final PageArrays SHARED = new PageArrays();
    private static final int BYTES = Float.BYTES * VALUES + (1 << 16);
    /** A new array of this size costs less than a kept one of the usual size. */
    private static final int SMALL = 1 << 16;

    private static final int MOST_BYTES = 60;
    private static final int MOST_VALUES = 32;
    private static final int MOST_INDICES = 4;

    private final Spares<byte[]> bytes = new Spares<>(MOST_BYTES);
    private final Spares<float[]> values = new Spares<>(MOST_VALUES);
    private final Spares<int[]> indices = new Spares<>(MOST_INDICES);

    private PageArrays() {}

    /** An array with any content, at least of a length. */
    byte[] bytes(int least) {
        if (least <= SMALL || least > BYTES) {
            return new byte[least];
        }
        return bytes.take().orElseGet(() -> new byte[BYTES]);
    }

    /** An array that nobody uses any more. */
    void give(byte[] array) {
        if (array.length == BYTES) {
            bytes.give(array);
        }
    }

    /** An array with any content, at least of a length. */
    float[] values(int least) {
        return least > VALUES ? new float[least] : values.take().orElseGet(() -> new float[VALUES]);
    }

    /** An array that nobody uses any more. */
    void give(float[] array) {
        if (array.length == VALUES) {
            values.give(array);
        }
    }

    /** An array with any content, at least of a length. */
    int[] indices(int least) {
        return least > VALUES ? new int[least] : indices.take().orElseGet(() -> new int[VALUES]);
    }

    /** An array that nobody uses any more. */
    void give(int[] array) {
        if (array.length == VALUES) {
            indices.give(array);
        }
    }

    @Override
    public ByteBuffer allocate(int size) {
        return ByteBuffer.wrap(bytes(size), 0, size);
    }

    @Override
    public void release(ByteBuffer buffer) {
        give(buffer.array());
    }

    @Override
    public boolean isDirect() {
        return false;
    }
}
