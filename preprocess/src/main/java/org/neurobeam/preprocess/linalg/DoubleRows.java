package org.neurobeam.preprocess.linalg;

import org.neurobeam.schemas.array.DoubleMatrix;

/** The rows of a double matrix. */
record DoubleRows(DoubleMatrix matrix) implements RowSource {
    @Override
    public int rows() {
        return matrix.rows();
    }

    @Override
    public int columns() {
        return matrix.columns();
    }

    @Override
    public void readRow(int row, double[] into) {
        System.arraycopy(matrix.values(), row * matrix.columns(), into, 0, matrix.columns());
    }
}
