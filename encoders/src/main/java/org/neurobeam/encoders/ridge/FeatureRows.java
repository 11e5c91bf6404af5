package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.BitSet;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.RowSource;

/** Features laid out row by row, [n x p]: for both forms. */
final class FeatureRows extends PreparedFeatures {
    private final DenseMatrix matrix;

    private FeatureRows(RowCells cells, RidgeOptions options, DenseMatrix matrix, double[] mean) {
        super(cells, options, mean);
        this.matrix = matrix;
    }

    /** @throws IllegalArgumentException if a feature is not finite */
    static FeatureRows of(RowSource x, RowCells cells, RidgeOptions options, MatrixScope scope) {
        double[] mean = new double[x.columns()];
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            requireFinite(row, i);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / x.rows();
            }
        }
        if (!options.intercept()) {
            Arrays.fill(mean, 0);
        }
        DenseMatrix matrix = scope.zeros(options.precision(), x.rows(), x.columns());
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(cells.originalRow(i), row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            matrix.writeRow(i, row);
        }
        return new FeatureRows(cells, options, matrix, mean);
    }

    /** For a given kernel: the features are its columns, of which nothing is kept or subtracted here. */
    static FeatureRows ofKernel(RowCells cells, RidgeOptions options, MatrixScope scope) {
        DenseMatrix none = scope.zeros(options.precision(), cells.rows(), 0);
        return new FeatureRows(cells, options, none, new double[cells.rows()]);
    }

    /** Rows of a cell range, [rows x p]. */
    DenseMatrix rows(RowCells.Range range) {
        return matrix.rowView(range.from(), range.to());
    }

    @Override
    int storedColumns() {
        return features();
    }

    @Override
    void readRow(int position, double[] into) {
        matrix.readRow(position, into);
    }

    @Override
    void addKernel(int from, int to, DenseMatrix into) {
        Blas.addRowGram(matrix, from, to, into);
    }

    @Override
    void multiplyTransposed(BitSet train, DenseMatrix w, DenseMatrix into) {
        int at = 0;
        for (RowCells.Range range : cells().ranges(train)) {
            Blas.multiply(1, rows(range).transposed(), w.rowView(at, at + range.rows()), at == 0 ? 0 : 1, into);
            at += range.rows();
        }
    }

    @Override
    double[] trainingMean(BitSet train) {
        double[] mean = new double[features()];
        double[] row = new double[features()];
        int[] positions = positions(train);
        for (int position : positions) {
            readRow(position, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / positions.length;
            }
        }
        return mean;
    }
}
