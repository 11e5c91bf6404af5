package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.RowSource;

/** Some rows of a matrix, in a given order; nothing is copied. */
public final class RowSelection implements RowSource {
    private final RowSource all;
    private final int[] rows;

    /**
     * A selection.
     *
     * @param rows of the matrix, each in [0, all.rows())
     */
    public RowSelection(RowSource all, int[] rows) {
        this.all = all;
        this.rows = rows.clone();
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
