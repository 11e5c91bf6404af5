package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The features in cell order and in the precision of the data; with an intercept their overall means are subtracted,
 * which changes no prediction and avoids cancellation in the sums.
 */
final class PreparedFeatures {
    private final RowCells cells;
    private final DenseMatrix matrix;
    private final double[] mean;
    private final boolean intercept;

    private PreparedFeatures(RowCells cells, DenseMatrix matrix, double[] mean, boolean intercept) {
        this.cells = cells;
        this.matrix = matrix;
        this.mean = mean;
        this.intercept = intercept;
    }

    /** @throws IllegalArgumentException if a feature is not finite */
    static PreparedFeatures of(RowSource x, RowCells cells, RidgeOptions options, MatrixScope scope) {
        double[] mean = new double[x.columns()];
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException("feature " + j + " of sample " + i + " is " + row[j]
                            + "; features must be finite: drop the column or fill the samples");
                }
                mean[j] += row[j] / x.rows();
            }
        }
        if (!options.intercept()) {
            java.util.Arrays.fill(mean, 0);
        }
        DenseMatrix matrix = scope.zeros(options.precision(), x.rows(), x.columns());
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(cells.originalRow(i), row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            matrix.writeRow(i, row);
        }
        return new PreparedFeatures(cells, matrix, mean, options.intercept());
    }

    /** For a given kernel: the features are its columns, of which nothing is kept or subtracted here. */
    static PreparedFeatures ofKernel(RowCells cells, RidgeOptions options, MatrixScope scope) {
        DenseMatrix none = scope.zeros(options.precision(), cells.rows(), 0);
        return new PreparedFeatures(cells, none, new double[cells.rows()], options.intercept());
    }

    RowCells cells() {
        return cells;
    }

    int features() {
        return mean.length;
    }

    Precision precision() {
        return matrix.precision();
    }

    boolean intercept() {
        return intercept;
    }

    /** All rows in cell order, [n x p]. */
    DenseMatrix matrix() {
        return matrix;
    }

    DenseMatrix rows(RowCells.Range range) {
        return matrix.rowView(range.from(), range.to());
    }

    /** What was subtracted from the features, [p]. */
    double[] mean() {
        return mean;
    }

    /** A small matrix in the precision of the data, owned by the scope. */
    DenseMatrix upload(double[][] rows, int columns, MatrixScope scope) {
        DenseMatrix m = scope.zeros(precision(), rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            m.writeRow(i, rows[i]);
        }
        return m;
    }
}
