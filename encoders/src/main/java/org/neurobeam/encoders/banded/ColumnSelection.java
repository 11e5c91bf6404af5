package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.RowSource;

/** Some columns of a matrix, in a given order; nothing is copied but the row at hand. */
final class ColumnSelection implements RowSource {
    private final RowSource all;
    private final int[] columns;
    private final double[] row;

    ColumnSelection(RowSource all, int[] columns) {
        this.all = all;
        this.columns = columns;
        this.row = new double[all.columns()];
    }

    @Override
    public int rows() {
        return all.rows();
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void readRow(int i, double[] into) {
        all.readRow(i, row);
        for (int j = 0; j < columns.length; j++) {
            into[j] = row[columns[j]];
        }
    }
}
