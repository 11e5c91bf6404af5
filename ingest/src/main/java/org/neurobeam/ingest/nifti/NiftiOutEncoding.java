package org.neurobeam.ingest.nifti;

/**
 * How a value is stored: {@code value = raw * slope + intercept}.
 *
 * <p>Slope and intercept are float32, as NIfTI-1 keeps them, and raw values are computed with the stored ones. The
 * types are float32, int16 and uint8 alone: wider integers open in few programs.
 *
 * @param type stored type
 * @param slope value of one raw step; finite and {@code > 0}
 * @param intercept value of raw 0; finite
 */
public record NiftiOutEncoding(Type type, float slope, float intercept) {
    private static final int INT16_MAX = Short.MAX_VALUE;

    /** Stored type with its NIfTI code and the raw values that it holds. */
    public enum Type {
        /** NIfTI code 2. */
        UINT8(2, Byte.BYTES, 0, 255),
        /** NIfTI code 4. */
        INT16(4, Short.BYTES, Short.MIN_VALUE, Short.MAX_VALUE),
        /** NIfTI code 16. */
        FLOAT32(16, Float.BYTES, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        private final int code;
        private final int bytes;
        private final double lowest;
        private final double highest;

        Type(int code, int bytes, double lowest, double highest) {
            this.code = code;
            this.bytes = bytes;
            this.lowest = lowest;
            this.highest = highest;
        }

        /** The datatype field of the header. */
        public int code() {
            return code;
        }

        /** Bytes of one voxel. */
        public int bytes() {
            return bytes;
        }

        double lowest() {
            return lowest;
        }

        double highest() {
            return highest;
        }
    }

    /** Checks the scaling. */
    public NiftiOutEncoding {
        if (!(slope > 0) || !Float.isFinite(slope) || !Float.isFinite(intercept)) {
            throw new IllegalArgumentException("slope " + slope + " and intercept " + intercept
                    + ": the slope must be finite and > 0, the intercept finite");
        }
        if (type == Type.FLOAT32 && (slope != 1 || intercept != 0)) {
            throw new IllegalArgumentException("float32 is stored as it is, found slope " + slope + " and intercept "
                    + intercept + "; use slope 1 and intercept 0");
        }
    }

    /** Values as they are, NaN and infinities included. */
    public static NiftiOutEncoding float32() {
        return new NiftiOutEncoding(Type.FLOAT32, 1, 0);
    }

    /** Values rounded to the nearest integer of -32768 to 32767. */
    public static NiftiOutEncoding int16() {
        return new NiftiOutEncoding(Type.INT16, 1, 0);
    }

    /** Labels and masks: values rounded to the nearest integer of 0 to 255. */
    public static NiftiOutEncoding uint8() {
        return new NiftiOutEncoding(Type.UINT8, 1, 0);
    }

    /**
     * Values of a known range on -32767 to 32767.
     *
     * <p>A value of the range comes back within {@link #errorBound()} before the reader rounds it to its own type.
     *
     * @param min lowest value; finite
     * @param max highest value; finite and {@code >= min}
     */
    public static NiftiOutEncoding int16(float min, float max) {
        if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
            throw new IllegalArgumentException("range [" + min + ", " + max + "]: both must be finite and min <= max");
        }
        float middle = (float) (((double) min + max) / 2);
        double reach = Math.max((double) max - middle, (double) middle - min);
        // one float up: the rounded slope must not lose the ends of the range
        float slope = reach == 0 ? 1 : Math.nextUp((float) (reach / INT16_MAX));
        return new NiftiOutEncoding(Type.INT16, slope, middle);
    }

    /** Largest difference between a value and its stored form: half a step, 0 for float32. */
    public double errorBound() {
        return type == Type.FLOAT32 ? 0 : slope / 2.0;
    }

    /** The raw integer of a value, NaN where the type cannot hold it. */
    double raw(float value) {
        double raw = Math.rint(((double) value - intercept) / slope);
        return raw >= type.lowest() && raw <= type.highest() ? raw : Double.NaN;
    }
}
