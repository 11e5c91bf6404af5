package org.neurobeam.preprocess.linalg;

import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** A matrix that is read row by row as double, wherever and in whatever type it is stored. */
public interface RowSource {
    /** Number of rows. */
    int rows();

    /** Number of columns. */
    int columns();

    /**
     * Copies a row.
     *
     * @param row from 0
     * @param into [at least columns], receives the row
     */
    void readRow(int row, double[] into);

    /** The rows of a float matrix, widened. */
    static RowSource of(FloatMatrix m) {
        return new RowSource() {
            @Override
            public int rows() {
                return m.rows();
            }

            @Override
            public int columns() {
                return m.columns();
            }

            @Override
            public void readRow(int row, double[] into) {
                float[] values = m.values();
                int start = row * m.columns();
                for (int j = 0; j < m.columns(); j++) {
                    into[j] = values[start + j];
                }
            }
        };
    }

    /** The rows of a double matrix. */
    static RowSource of(DoubleMatrix m) {
        return new RowSource() {
            @Override
            public int rows() {
                return m.rows();
            }

            @Override
            public int columns() {
                return m.columns();
            }

            @Override
            public void readRow(int row, double[] into) {
                System.arraycopy(m.values(), row * m.columns(), into, 0, m.columns());
            }
        };
    }
}
