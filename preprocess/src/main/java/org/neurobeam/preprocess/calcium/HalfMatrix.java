package org.neurobeam.preprocess.calcium;

import java.util.Arrays;

/** A matrix of IEEE 754 half-precision numbers, row-major; values are rounded to nearest, ties to even. */
public final class HalfMatrix {
    private static final int FRACTION_BITS = 10;
    private static final int SMALLEST_EXPONENT = -14;
    private static final int LARGEST_EXPONENT = 15;
    private static final int INFINITY = 0x7C00;
    private static final int NAN = 0x7E00;
    private static final int FRACTION = 0x3FF;

    private final int rows;
    private final int columns;
    private final short[] bits;

    HalfMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.bits = new short[Math.multiplyExact(rows, columns)];
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int columns() {
        return columns;
    }

    /** The element of row i and column j. */
    public float get(int i, int j) {
        return toFloat(bits[i * columns + j]);
    }

    /** The row-major bit patterns themselves, not a copy: for writers. */
    public short[] bits() {
        return bits;
    }

    void setColumn(int j, double... values) {
        for (int i = 0; i < values.length; i++) {
            bits[i * columns + j] = bits(values[i]);
        }
    }

    /** The bit pattern nearest to a value; magnitudes from 65520 on become infinite. */
    static short bits(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return (short) NAN;
        }
        int exponent = Math.max(Math.getExponent(magnitude), SMALLEST_EXPONENT);
        if (exponent > LARGEST_EXPONENT) {
            return (short) (sign | INFINITY);
        }
        // units of the last place; a carry out of the fraction moves on to the next exponent by itself
        long units = (long) Math.rint(Math.scalb(magnitude, FRACTION_BITS - exponent));
        long biased = (long) (exponent - SMALLEST_EXPONENT) << FRACTION_BITS;
        return (short) (sign | (int) Math.min(biased + units, INFINITY));
    }

    /** The value of a bit pattern, exactly. */
    static float toFloat(short bits) {
        int exponent = bits >> FRACTION_BITS & 0x1F;
        int fraction = bits & FRACTION;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, SMALLEST_EXPONENT - FRACTION_BITS);
        } else {
            magnitude = Math.scalb((float) (fraction | FRACTION + 1), exponent - 1 + SMALLEST_EXPONENT - FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HalfMatrix m && rows == m.rows && columns == m.columns && Arrays.equals(bits, m.bits);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return "HalfMatrix[" + rows + " x " + columns + "]";
    }
}
