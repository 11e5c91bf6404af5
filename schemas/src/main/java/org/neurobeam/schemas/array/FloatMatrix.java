package org.neurobeam.schemas.array;

import java.util.Arrays;

/**
 * A dense matrix of float, row-major, at most 2^31 - 1 elements. Value equality is exact: NaN equals NaN, 0.0 differs
 * from -0.0.
 *
 * <p>The matrix does not copy the array that it wraps: whoever wraps an array hands it over.
 */
public final class FloatMatrix {
    private final int rows;
    private final int columns;
    private final float[] values;

    private FloatMatrix(int rows, int columns, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Zeros, [rows x columns]. */
    public static FloatMatrix zeros(int rows, int columns) {
        return new FloatMatrix(rows, columns, new float[size(rows, columns)]);
    }

    /**
     * Hands over a row-major array.
     *
     * @param values [rows * columns], not copied
     * @throws IllegalArgumentException if the length is not rows * columns
     */
    public static FloatMatrix wrap(int rows, int columns, float... values) {
        if (values.length != size(rows, columns)) {
            throw new IllegalArgumentException(
                    "values has " + values.length + " elements but the matrix is [" + rows + " x " + columns + "]");
        }
        return new FloatMatrix(rows, columns, values);
    }

    /**
     * Copies an array of rows.
     *
     * @param rows [rows][columns], all of one length
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static FloatMatrix of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        FloatMatrix m = zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row 0 has " + columns + " columns but row " + i + " has " + rows[i].length);
            }
            System.arraycopy(rows[i], 0, m.values, i * columns, columns);
        }
        return m;
    }

    private static int size(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("negative shape [" + rows + " x " + columns + "]");
        }
        return Math.toIntExact((long) rows * columns);
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
        return values[i * columns + j];
    }

    /** Sets the element of row i and column j; for the code that builds the matrix. */
    public void set(int i, int j, float value) {
        values[i * columns + j] = value;
    }

    /** The row-major values themselves, not a copy: for kernels. */
    public float[] values() {
        return values;
    }

    /** A copy of row i, [columns]. */
    public float[] row(int i) {
        return Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }

    /** A copy of column j, [rows]. */
    public float[] column(int j) {
        float[] c = new float[rows];
        for (int i = 0; i < rows; i++) {
            c[i] = values[i * columns + j];
        }
        return c;
    }

    /** A copy of rows [from, to). */
    public FloatMatrix rows(int from, int to) {
        return new FloatMatrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
    }

    /** The transposed copy, [columns x rows]. */
    public FloatMatrix transposed() {
        FloatMatrix t = zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t.values[j * rows + i] = values[i * columns + j];
            }
        }
        return t;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatMatrix m
                && rows == m.rows
                && columns == m.columns
                && Arrays.equals(values, m.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    /** The labelled shape, e.g. {@code FloatMatrix[240 x 985]}. */
    @Override
    public String toString() {
        return "FloatMatrix[" + rows + " x " + columns + "]";
    }
}
