package org.neurobeam.pipelines.flow.encode;

import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Some neighbouring columns of a matrix, so that float64 copies stay small.
 *
 * @param matrix [n x t]
 * @param from first column
 * @param to column after the last one
 */
record ColumnRange(FloatMatrix matrix, int from, int to) implements RowSource {
    /** Targets of which float64 copies are made at a time. */
    static final int TARGETS_AT_ONCE = 256;

    @Override
    public int rows() {
        return matrix.rows();
    }

    @Override
    public int columns() {
        return to - from;
    }

    @Override
    public void readRow(int row, double[] into) {
        for (int j = from; j < to; j++) {
            into[j - from] = matrix.get(row, j);
        }
    }
}
