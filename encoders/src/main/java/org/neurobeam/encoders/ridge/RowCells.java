package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;

/**
 * The coarsest partition of the rows of which every training and validation set is a union. Rows are reordered so
 * that each cell is contiguous; with leave-one-run-out the cells are the runs. Statistics are kept per cell and added.
 */
final class RowCells {
    /** Rows [from, to) in cell order. */
    record Range(int from, int to) {
        int rows() {
            return to - from;
        }
    }

    private final int[] order;
    private final int[] cellOfRow;
    private final int[] starts;

    private RowCells(int[] order, int[] cellOfRow, int[] starts) {
        this.order = order;
        this.cellOfRow = cellOfRow;
        this.starts = starts;
    }

    /** The partition of rows [0, n) that the sets induce, cells numbered by their first row. */
    static RowCells of(int n, List<int[]> sets) {
        int[] cell = new int[n];
        int count = n == 0 ? 0 : 1;
        for (int[] set : sets) {
            count = refine(cell, set, count);
        }
        Map<Integer, Integer> renumber = new HashMap<>();
        for (int i = 0; i < n; i++) {
            cell[i] = renumber.computeIfAbsent(cell[i], c -> renumber.size());
        }
        int[] starts = new int[count + 1];
        for (int c : cell) {
            starts[c + 1]++;
        }
        for (int c = 0; c < count; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[next[cell[i]]++] = i;
        }
        return new RowCells(order, cell, starts);
    }

    /** Splits each cell into its rows in the set and its rows outside. */
    private static int refine(int[] cell, int[] set, int count) {
        int[] inside = new int[count];
        int[] total = new int[count];
        for (int c : cell) {
            total[c]++;
        }
        for (int row : set) {
            inside[cell[row]]++;
        }
        Map<Integer, Integer> split = new HashMap<>();
        for (int row : set) {
            int c = cell[row];
            if (inside[c] < total[c]) {
                cell[row] = split.computeIfAbsent(c, k -> count + split.size());
            }
        }
        return count + split.size();
    }

    /** Number of cells. */
    int count() {
        return starts.length - 1;
    }

    /** The original row at a position of the cell order. */
    int originalRow(int position) {
        return order[position];
    }

    /** The cell at each position of the cell order. */
    int cellAt(int position) {
        return cellOfRow[order[position]];
    }

    /** Number of rows. */
    int rows() {
        return order.length;
    }

    /** The cells that hold the rows; the rows must be a union of cells. */
    BitSet cellsOf(int[] rows) {
        BitSet cells = new BitSet(count());
        for (int row : rows) {
            cells.set(cellOfRow[row]);
        }
        if (rowsIn(cells) != rows.length) {
            throw new IllegalArgumentException(rows.length + " rows are not a union of cells");
        }
        return cells;
    }

    /** A square matrix over rows with rows and columns in cell order: itself if it is, else a copy of the scope. */
    DenseMatrix ordered(DenseMatrix square, MatrixScope scope) {
        if (IntStream.range(0, rows()).allMatch(i -> order[i] == i)) {
            return square;
        }
        DenseMatrix copy = scope.zeros(square.precision(), rows(), rows());
        double[] given = new double[rows()];
        double[] row = new double[rows()];
        for (int i = 0; i < row.length; i++) {
            square.readRow(order[i], given);
            for (int j = 0; j < row.length; j++) {
                row[j] = given[order[j]];
            }
            copy.writeRow(i, row);
        }
        return copy;
    }

    /** Number of rows in the cells. */
    int rowsIn(BitSet cells) {
        return cells.stream().map(c -> starts[c + 1] - starts[c]).sum();
    }

    /** One cell's rows in cell order. */
    Range range(int cell) {
        return new Range(starts[cell], starts[cell + 1]);
    }

    /** The rows of the cells as few ranges, ascending. */
    List<Range> ranges(BitSet cells) {
        List<Range> ranges = new ArrayList<>();
        for (int c = cells.nextSetBit(0); c >= 0; ) {
            int end = cells.nextClearBit(c);
            ranges.add(new Range(starts[c], starts[end]));
            c = cells.nextSetBit(end);
        }
        return ranges;
    }
}
