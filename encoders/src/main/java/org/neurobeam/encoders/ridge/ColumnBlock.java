package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.RowSource;

/** Columns [from, to) of a matrix. */
final class ColumnBlock implements RowSource {
    private final RowSource all;
    private final int from;
    private final int to;
    private final double[] row;

    ColumnBlock(RowSource all, int from, int to) {
        this.all = all;
        this.from = from;
        this.to = to;
        this.row = new double[all.columns()];
    }

    @Override
    public int rows() {
        return all.rows();
    }

    @Override
    public int columns() {
        return to - from;
    }

    @Override
    public void readRow(int i, double[] into) {
        all.readRow(i, row);
        System.arraycopy(row, from, into, 0, to - from);
    }
}
