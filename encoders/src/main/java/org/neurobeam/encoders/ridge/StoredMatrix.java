package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** A heap matrix in the precision in which it was computed, readable in both. */
public final class StoredMatrix implements RowSource {
    private final Precision precision;
    private final FloatMatrix floats;
    private final DoubleMatrix doubles;

    /** Zeros, [rows x columns]. */
    public StoredMatrix(Precision precision, int rows, int columns) {
        boolean single = precision == Precision.FLOAT32;
        this.precision = precision;
        floats = single ? FloatMatrix.zeros(rows, columns) : FloatMatrix.zeros(0, 0);
        doubles = single ? DoubleMatrix.zeros(0, 0) : DoubleMatrix.zeros(rows, columns);
    }

    static StoredMatrix copyOf(DenseMatrix source) {
        return copyOf(source, source.precision());
    }

    static StoredMatrix copyOf(DenseMatrix source, Precision precision) {
        StoredMatrix m = new StoredMatrix(precision, source.rows(), source.columns());
        double[] row = new double[source.columns()];
        for (int i = 0; i < source.rows(); i++) {
            source.readRow(i, row);
            m.writeRow(i, row);
        }
        return m;
    }

    /** A copy in float64 outside the heap, for products; the caller closes it. */
    DenseMatrix upload() {
        return precision == Precision.FLOAT64
                ? DenseMatrix.copyOf(doubles)
                : DenseMatrix.copyOf(RowSource.of(floats), Precision.FLOAT64);
    }

    Precision precision() {
        return precision;
    }

    @Override
    public int rows() {
        return precision == Precision.FLOAT32 ? floats.rows() : doubles.rows();
    }

    @Override
    public int columns() {
        return precision == Precision.FLOAT32 ? floats.columns() : doubles.columns();
    }

    /** Overwrites a row, rounding to the precision. */
    public void writeRow(int row, double[] from) {
        int columns = columns();
        if (precision == Precision.FLOAT64) {
            System.arraycopy(from, 0, doubles.values(), row * columns, columns);
            return;
        }
        for (int j = 0; j < columns; j++) {
            floats.values()[row * columns + j] = (float) from[j];
        }
    }

    /** Overwrites some elements of a row, rounding to the precision; threads may write different elements. */
    public void writeElements(int row, int[] at, double[] from) {
        int start = row * columns();
        for (int k = 0; k < at.length; k++) {
            if (precision == Precision.FLOAT64) {
                doubles.values()[start + at[k]] = from[k];
            } else {
                floats.values()[start + at[k]] = (float) from[k];
            }
        }
    }

    @Override
    public void readRow(int row, double[] into) {
        for (int j = 0; j < columns(); j++) {
            into[j] = precision == Precision.FLOAT32 ? floats.get(row, j) : doubles.get(row, j);
        }
    }

    /** In float32; the stored matrix itself where that is its precision. */
    public FloatMatrix asFloat() {
        if (precision == Precision.FLOAT32) {
            return floats;
        }
        FloatMatrix m = FloatMatrix.zeros(doubles.rows(), doubles.columns());
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) doubles.values()[i];
        }
        return m;
    }

    /** In float64; the stored matrix itself where that is its precision. */
    public DoubleMatrix asDouble() {
        if (precision == Precision.FLOAT64) {
            return doubles;
        }
        DoubleMatrix m = DoubleMatrix.zeros(floats.rows(), floats.columns());
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = floats.values()[i];
        }
        return m;
    }
}
