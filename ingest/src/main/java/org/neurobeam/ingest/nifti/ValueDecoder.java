package org.neurobeam.ingest.nifti;

import java.nio.ByteBuffer;

/** Stored bytes to numbers, a block at a time: one tight loop per type, arithmetic in float64. */
final class ValueDecoder {
    /** Values of a block; three such arrays fit the first two levels of cache. */
    private static final int BLOCK = 4096;

    private final VoxelType type;
    private final Scaling scaling;
    private final boolean plain;
    private final double[] block = new double[BLOCK];
    private final short[] shorts;
    private final int[] ints;
    private final float[] floats;
    private final long[] longs;

    ValueDecoder(VoxelType type, Scaling scaling) {
        this.type = type;
        this.scaling = scaling;
        this.plain = scaling.isIdentity();
        this.shorts = new short[type.componentBytes() == 2 ? BLOCK : 0];
        boolean isFloat = type == VoxelType.FLOAT32 || type == VoxelType.COMPLEX64;
        this.floats = new float[isFloat ? BLOCK : 0];
        this.ints = new int[type.componentBytes() == 4 && !isFloat ? BLOCK : 0];
        this.longs = new long[type == VoxelType.INT64 || type == VoxelType.UINT64 ? BLOCK : 0];
    }

    /** Decodes count values from the buffer's position on and moves it. */
    void decode(ByteBuffer in, float[] target, int offset, int count) {
        if (plain && floats.length > 0) {
            in.asFloatBuffer().get(target, offset, count);
            in.position(in.position() + 4 * count);
            return;
        }
        for (int done = 0; done < count; done += BLOCK) {
            int n = Math.min(BLOCK, count - done);
            int at = offset + done;
            if (type == VoxelType.INT16) {
                int16(in, target, at, n);
                continue;
            }
            scaled(in, block, 0, n);
            for (int i = 0; i < n; i++) {
                target[at + i] = (float) block[i];
            }
        }
    }

    /** The type of most recordings, without the detour through a block of doubles. */
    private void int16(ByteBuffer in, float[] target, int at, int n) {
        in.asShortBuffer().get(shorts, 0, n);
        in.position(in.position() + 2 * n);
        if (plain) {
            for (int i = 0; i < n; i++) {
                target[at + i] = shorts[i];
            }
            return;
        }
        double slope = scaling.slope();
        double intercept = scaling.intercept();
        for (int i = 0; i < n; i++) {
            target[at + i] = (float) (shorts[i] * slope + intercept);
        }
    }

    /** Decodes count values from the buffer's position on and moves it. */
    void decode(ByteBuffer in, double[] target, int offset, int count) {
        for (int done = 0; done < count; done += BLOCK) {
            scaled(in, target, offset + done, Math.min(BLOCK, count - done));
        }
    }

    private void scaled(ByteBuffer in, double[] target, int offset, int n) {
        raw(in, target, offset, n);
        in.position(in.position() + n * type.componentBytes());
        if (plain) {
            return;
        }
        double slope = scaling.slope();
        double intercept = scaling.intercept();
        if (type.kind() == VoxelType.Kind.COMPLEX) {
            scaleComplex(target, offset, n);
            return;
        }
        for (int i = offset; i < offset + n; i++) {
            target[i] = target[i] * slope + intercept;
        }
    }

    /** The intercept is a real number; blocks have an even number of components. */
    private void scaleComplex(double[] target, int offset, int n) {
        for (int i = 0; i < n; i++) {
            target[offset + i] = target[offset + i] * scaling.slope() + (i % 2 == 0 ? scaling.intercept() : 0);
        }
    }

    private void raw(ByteBuffer in, double[] target, int offset, int n) {
        switch (type) {
            case UINT8, RGB24, RGBA32 -> {
                byte[] bytes = in.array();
                int from = in.arrayOffset() + in.position();
                for (int i = 0; i < n; i++) {
                    target[offset + i] = bytes[from + i] & 0xFF;
                }
            }
            case INT8 -> {
                byte[] bytes = in.array();
                int from = in.arrayOffset() + in.position();
                for (int i = 0; i < n; i++) {
                    target[offset + i] = bytes[from + i];
                }
            }
            case INT16, UINT16 -> {
                in.asShortBuffer().get(shorts, 0, n);
                widenShorts(target, offset, n);
            }
            case INT32, UINT32 -> {
                in.asIntBuffer().get(ints, 0, n);
                widenInts(target, offset, n);
            }
            case FLOAT32, COMPLEX64 -> {
                in.asFloatBuffer().get(floats, 0, n);
                for (int i = 0; i < n; i++) {
                    target[offset + i] = floats[i];
                }
            }
            case FLOAT64, COMPLEX128 -> in.asDoubleBuffer().get(target, offset, n);
            case INT64, UINT64 -> {
                in.asLongBuffer().get(longs, 0, n);
                widenLongs(target, offset, n);
            }
        }
    }

    private void widenShorts(double[] target, int offset, int n) {
        if (type == VoxelType.INT16) {
            for (int i = 0; i < n; i++) {
                target[offset + i] = shorts[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                target[offset + i] = shorts[i] & 0xFFFF;
            }
        }
    }

    private void widenInts(double[] target, int offset, int n) {
        if (type == VoxelType.INT32) {
            for (int i = 0; i < n; i++) {
                target[offset + i] = ints[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                target[offset + i] = ints[i] & 0xFFFFFFFFL;
            }
        }
    }

    private void widenLongs(double[] target, int offset, int n) {
        boolean signed = type == VoxelType.INT64;
        for (int i = 0; i < n; i++) {
            long value = longs[i];
            // halving keeps the sign away, the lowest bit keeps the rounding right
            target[offset + i] = signed || value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
        }
    }
}
