package org.neurobeam.preprocess.linalg;

import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** A matrix that is read row by row as double, wherever and in whatever type it is stored. */
public interface RowSource {
    /** Number of rows. */
    int rows();

    /** Number of columns. */
    int columns();

    /**
     * Copies a row.
     *
     * @param row from 0
     * @param into [at least columns], receives the row
     */
    void readRow(int row, double[] into);

    /**
     * Adds XX', these rows' linear kernel, to a float64 matrix: n^2 p flops unless the rows know better.
     *
     * @param into [n x n] float64, symmetric, accumulated in both triangles
     */
    default void addRowGram(DenseMatrix into) {
        Blas.addRowGram(this, into);
    }

    /**
     * {@code into = X'w}: 2 n p t flops; rows are copied in blocks.
     *
     * @param w [n x t]
     * @param into [p x t], overwritten, in the precision of w
     */
    default void multiplyTransposed(DenseMatrix w, DenseMatrix into) {
        Blas.multiplyTransposed(this, w, into);
    }

    /** The rows of a float matrix, widened; equal if the matrices are. */
    static RowSource of(FloatMatrix m) {
        return new FloatRows(m);
    }

    /** The rows of a double matrix; equal if the matrices are. */
    static RowSource of(DoubleMatrix m) {
        return new DoubleRows(m);
    }
}
