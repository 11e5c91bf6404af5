package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.RowSource;

/** Some rows of a matrix, in a given order; nothing is copied. */
final class RowSelection implements RowSource {
    private final RowSource all;
    private final int[] rows;

    RowSelection(RowSource all, int[] rows) {
        this.all = all;
        this.rows = rows;
    }

    @Override
    public int rows() {
        return rows.length;
    }

    @Override
    public int columns() {
        return all.columns();
    }

    @Override
    public void readRow(int i, double[] into) {
        all.readRow(rows[i], into);
    }
}
