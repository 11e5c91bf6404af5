package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.List;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The features in cell order and in the precision of the data; with an intercept their overall means are subtracted,
 * which changes no prediction and avoids cancellation in the sums. What the dual form needs of them is here, what the
 * primal form needs in {@link FeatureRows}.
 */
abstract sealed class PreparedFeatures permits FeatureRows, DelayedRows {
    private final RowCells cells;
    private final Precision precision;
    private final double[] mean;
    private final boolean intercept;

    PreparedFeatures(RowCells cells, RidgeOptions options, double[] mean) {
        this.cells = cells;
        this.precision = options.precision();
        this.mean = mean;
        this.intercept = options.intercept();
    }

    /**
     * For the dual form: delayed features stay as they are, others are copied row by row.
     *
     * @throws IllegalArgumentException if a feature is not finite
     */
    static PreparedFeatures dual(RowSource x, RowCells cells, RidgeOptions options, MatrixScope scope) {
        return x instanceof DelayedFeatures delayed && delayed.delayed()
                ? DelayedRows.of(delayed, cells, options, scope)
                : FeatureRows.of(x, cells, options, scope);
    }

    /** For a given kernel, see {@link FeatureRows#ofKernel}. */
    static PreparedFeatures ofKernel(RowCells cells, RidgeOptions options, MatrixScope scope) {
        return FeatureRows.ofKernel(cells, options, scope);
    }

    static void requireFinite(double[] row, int sample) {
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature " + j + " of sample " + sample + " is " + row[j]
                        + "; features must be finite: drop the column or fill the samples");
            }
        }
    }

    final RowCells cells() {
        return cells;
    }

    final int features() {
        return mean.length;
    }

    final Precision precision() {
        return precision;
    }

    final boolean intercept() {
        return intercept;
    }

    /** What was subtracted from the features, [p]. */
    final double[] mean() {
        return mean;
    }

    /** Columns that are kept in memory, q; delayed ones share theirs. */
    abstract int storedColumns();

    /** Reads the row at a position of the cell order, as prepared. */
    abstract void readRow(int position, double[] into);

    /**
     * Adds the linear kernel of stored columns [from, to).
     *
     * @param into [n x n] float64 in cell order
     */
    abstract void addKernel(int from, int to, DenseMatrix into);

    /**
     * {@code into = X_t'w} of the training rows.
     *
     * @param w [n_t x t] in the precision of the data
     * @param into [p x t], overwritten
     */
    abstract void multiplyTransposed(BitSet train, DenseMatrix w, DenseMatrix into);

    /** Means of the features as prepared over the training rows, [p]. */
    abstract double[] trainingMean(BitSet train);

    /** Positions of the cell order that lie in some cells, ascending. */
    final int[] positions(BitSet cellsOfRows) {
        List<RowCells.Range> ranges = cells.ranges(cellsOfRows);
        return ranges.stream()
                .flatMapToInt(r -> java.util.stream.IntStream.range(r.from(), r.to()))
                .toArray();
    }

    /** A small matrix in the precision of the data, owned by the scope. */
    final DenseMatrix upload(double[][] rows, int columns, MatrixScope scope) {
        DenseMatrix m = scope.zeros(precision(), rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            m.writeRow(i, rows[i]);
        }
        return m;
    }
}
