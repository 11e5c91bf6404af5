package org.neurobeam.encoders.ridge;

import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.RowSource;

/** Some columns of a matrix, in a given order; nothing is copied but the row at hand. One thread at a time. */
public final class ColumnSelection implements RowSource {
    private final RowSource all;
    private final int[] columns;
    private final double[] row;

    /**
     * @param all [rows x columns]
     * @param columns to select, from 0
     */
    public ColumnSelection(RowSource all, int... columns) {
        this.all = all;
        this.columns = columns.clone();
        this.row = new double[all.columns()];
    }

    /** Columns [from, to). */
    public static ColumnSelection range(RowSource all, int from, int to) {
        return new ColumnSelection(all, IntStream.range(from, to).toArray());
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
