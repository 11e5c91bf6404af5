package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;

/** Blocks of float64 matrices. */
public final class MatrixBlocks {
    private MatrixBlocks() {}

    /** a[rows, columns], a copy that the caller closes. */
    public static DenseMatrix select(DenseMatrix a, int[] rows, int... columns) {
        DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, rows.length, columns.length);
        double[] full = new double[a.columns()];
        double[] part = new double[columns.length];
        for (int i = 0; i < rows.length; i++) {
            a.readRow(rows[i], full);
            for (int j = 0; j < columns.length; j++) {
                part[j] = full[columns[j]];
            }
            block.writeRow(i, part);
        }
        return block;
    }

    /** The first columns of the inverse of a symmetric positive definite matrix, [order x count]; the caller closes them. */
    public static DenseMatrix firstColumnsOfInverse(DenseMatrix a, int count) {
        DenseMatrix columns = DenseMatrix.zeros(Precision.FLOAT64, a.rows(), count);
        double[] unit = new double[count];
        for (int i = 0; i < count; i++) {
            unit[i] = 1;
            columns.writeRow(i, unit);
            unit[i] = 0;
        }
        try (Cholesky factor = Cholesky.of(a)) {
            factor.solve(columns);
            return columns;
        } catch (RuntimeException | Error e) {
            columns.close();
            throw e;
        }
    }

    /** Subtracts the row and column means of a symmetric matrix and adds its mean. */
    public static void centre(DenseMatrix k) {
        int n = k.rows();
        double[] mean = new double[n];
        double[] row = new double[n];
        double grand = 0;
        for (int i = 0; i < n; i++) {
            k.readRow(i, row);
            for (double value : row) {
                mean[i] += value / n;
            }
            grand += mean[i] / n;
        }
        for (int i = 0; i < n; i++) {
            k.readRow(i, row);
            for (int j = 0; j < n; j++) {
                row[j] += grand - mean[i] - mean[j];
            }
            k.writeRow(i, row);
        }
    }

    /** Sum of the diagonal. */
    public static double trace(DenseMatrix a) {
        double[] row = new double[a.columns()];
        double trace = 0;
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            trace += row[i];
        }
        return trace;
    }

    /** Adds to the diagonal, and to everything. */
    public static void shift(DenseMatrix a, double diagonal, double all) {
        double[] row = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            row[i] += diagonal;
            for (int j = 0; j < row.length; j++) {
                row[j] += all;
            }
            a.writeRow(i, row);
        }
    }
}
