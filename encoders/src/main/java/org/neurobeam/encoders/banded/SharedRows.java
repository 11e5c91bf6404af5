package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.RowSource;

/** Rows that several threads read: a source need not stand more than one reader at a time. */
record SharedRows(RowSource source) implements RowSource {
    @Override
    public int rows() {
        return source.rows();
    }

    @Override
    public int columns() {
        return source.columns();
    }

    @Override
    public void readRow(int row, double[] into) {
        synchronized (source) {
            source.readRow(row, into);
        }
    }
}
