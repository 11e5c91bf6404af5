package org.neurobeam.preprocess.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * A dense row-major matrix of float32 or float64 outside the Java heap, where OpenBLAS works on it without a copy.
 *
 * <p>Memory is freed by {@link #close()}, not by the garbage collector: allocate in a {@link MatrixScope} or in
 * try-with-resources. A {@link #rowView view} shares the memory of its matrix, writes through and frees nothing.
 * Element access is slow; read and write whole rows. Not synchronised: concurrent reads are safe.
 */
public final class DenseMatrix implements Operand, RowSource, AutoCloseable {
    private final Precision precision;
    private final int rows;
    private final int columns;
    private final Pointer memory;
    private final boolean owner;

    private DenseMatrix(Precision precision, int rows, int columns, Pointer memory, boolean owner) {
        this.precision = precision;
        this.rows = rows;
        this.columns = columns;
        this.memory = memory;
        this.owner = owner;
    }

    /**
     * Zeros, [rows x columns].
     *
     * @throws IllegalArgumentException if a dimension is negative
     * @throws OutOfMemoryError if the memory limit of JavaCPP or of the machine is reached
     */
    public static DenseMatrix zeros(Precision precision, int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("negative shape [" + rows + " x " + columns + "]");
        }
        OpenBlas.load();
        long size = Math.max(1, (long) rows * columns);
        Pointer memory = precision == Precision.FLOAT32 ? new FloatPointer(size) : new DoublePointer(size);
        Pointer.memset(memory, 0, size * precision.bytes());
        return new DenseMatrix(precision, rows, columns, memory, true);
    }

    /** A copy of rows from anywhere, in the given precision. */
    public static DenseMatrix copyOf(RowSource source, Precision precision) {
        DenseMatrix m = zeros(precision, source.rows(), source.columns());
        double[] row = new double[source.columns()];
        for (int i = 0; i < source.rows(); i++) {
            source.readRow(i, row);
            m.writeRow(i, row);
        }
        return m;
    }

    /** A float64 copy. */
    public static DenseMatrix copyOf(DoubleMatrix source) {
        return copyOf(RowSource.of(source), Precision.FLOAT64);
    }

    /** A float32 copy. */
    public static DenseMatrix copyOf(FloatMatrix source) {
        return copyOf(RowSource.of(source), Precision.FLOAT32);
    }

    /** The element type. */
    public Precision precision() {
        return precision;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public DenseMatrix stored() {
        return this;
    }

    @Override
    public boolean isTransposed() {
        return false;
    }

    /** The transpose as a factor of a product; nothing is copied. */
    public Operand transposed() {
        return new Transposed(this);
    }

    /** Rows [from, to) of the same memory, written through; must not outlive this matrix. */
    public DenseMatrix rowView(int from, int to) {
        if (from < 0 || to < from || to > rows) {
            throw new IllegalArgumentException("rows [" + from + ", " + to + ") of " + this);
        }
        return new DenseMatrix(precision, to - from, columns, at((long) from * columns), false);
    }

    /** The first rows * columns elements seen as another shape of the same memory, written through. */
    public DenseMatrix reshapedView(int newRows, int newColumns) {
        if ((long) newRows * newColumns > (long) rows * columns) {
            throw new IllegalArgumentException("[" + newRows + " x " + newColumns + "] does not fit in " + this);
        }
        return new DenseMatrix(precision, newRows, newColumns, at(0), false);
    }

    @Override
    public void readRow(int row, double[] into) {
        checkRow(row, into.length);
        if (precision == Precision.FLOAT64) {
            ((DoublePointer) at((long) row * columns)).get(into, 0, columns);
            return;
        }
        float[] values = new float[columns];
        ((FloatPointer) at((long) row * columns)).get(values, 0, columns);
        for (int j = 0; j < columns; j++) {
            into[j] = values[j];
        }
    }

    /** In place, if the precisions are the same. */
    @Override
    public void multiplyTransposed(DenseMatrix w, DenseMatrix into) {
        if (w.precision == precision) {
            Blas.multiply(transposed(), w, into);
        } else {
            Blas.multiplyTransposed(this, w, into);
        }
    }

    /**
     * Copies a row of a FLOAT32 matrix without widening it.
     *
     * @param row from 0
     * @param into [at least columns], receives the row
     */
    public void readRow(int row, float[] into) {
        checkSingle();
        checkRow(row, into.length);
        ((FloatPointer) at((long) row * columns)).get(into, 0, columns);
    }

    /**
     * Overwrites a row of a FLOAT32 matrix.
     *
     * @param row from 0
     * @param from [at least columns]
     */
    public void writeRow(int row, float[] from) {
        checkSingle();
        checkRow(row, from.length);
        ((FloatPointer) at((long) row * columns)).put(from, 0, columns);
    }

    /**
     * Overwrites a row.
     *
     * @param row from 0
     * @param from [at least columns]
     */
    public void writeRow(int row, double[] from) {
        checkRow(row, from.length);
        if (precision == Precision.FLOAT64) {
            ((DoublePointer) at((long) row * columns)).put(from, 0, columns);
            return;
        }
        float[] values = new float[columns];
        for (int j = 0; j < columns; j++) {
            values[j] = (float) from[j];
        }
        ((FloatPointer) at((long) row * columns)).put(values, 0, columns);
    }

    /**
     * Copies all rows of another matrix of the same width and precision to rows [at, at + source.rows()).
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public void copyRows(DenseMatrix source, int at) {
        DenseMatrix target = rowView(at, at + source.rows);
        if (source.columns != columns || source.precision != precision) {
            throw new IllegalArgumentException("rows of " + source + " into " + this);
        }
        Pointer.memcpy(target.memory, source.memory, (long) source.rows * columns * precision.bytes());
    }

    private void checkSingle() {
        if (precision != Precision.FLOAT32) {
            throw new IllegalArgumentException("float rows of " + this);
        }
    }

    private void checkRow(int row, int length) {
        if (row < 0 || row >= rows || length < columns) {
            throw new IllegalArgumentException("row " + row + " with an array of " + length + " of " + this);
        }
    }

    /** A copy in the given precision, which the caller closes. */
    public DenseMatrix to(Precision target) {
        return copyOf(this, target);
    }

    /** A heap copy in float64. */
    public DoubleMatrix toDoubleMatrix() {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            readRow(i, row);
            System.arraycopy(row, 0, m.values(), i * columns, columns);
        }
        return m;
    }

    /** A heap copy in float32. */
    public FloatMatrix toFloatMatrix() {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            readRow(i, row);
            for (int j = 0; j < columns; j++) {
                m.values()[i * columns + j] = (float) row[j];
            }
        }
        return m;
    }

    DoublePointer doubles() {
        return (DoublePointer) memory;
    }

    FloatPointer floats() {
        return (FloatPointer) memory;
    }

    private Pointer at(long offset) {
        if (memory.isNull()) {
            throw new IllegalStateException(this + " is closed");
        }
        // a shifted address, not a position: byte copies ignore the element size of a position
        return precision == Precision.FLOAT32
                ? floats().getPointer(offset)
                : doubles().getPointer(offset);
    }

    /** Frees the memory; does nothing on a view or when called again. */
    @Override
    public void close() {
        if (owner && !memory.isNull()) {
            memory.deallocate();
        }
    }

    /** The labelled shape, e.g. {@code DenseMatrix[240 x 985 FLOAT32]}. */
    @Override
    public String toString() {
        return "DenseMatrix[" + rows + " x " + columns + " " + precision + "]";
    }
}
