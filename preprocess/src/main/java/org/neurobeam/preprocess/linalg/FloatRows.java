package org.neurobeam.preprocess.linalg;

import org.neurobeam.schemas.array.FloatMatrix;

/** The rows of a float matrix, widened. */
record FloatRows(FloatMatrix matrix) implements RowSource {
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
        float[] values = matrix.values();
        int columns = matrix.columns();
        int start = row * columns;
        for (int j = 0; j < columns; j++) {
            into[j] = values[start + j];
        }
    }
}
