package org.neurobeam.preprocess.linalg;

/** A factor of a product: a matrix as it is stored, or its transpose, which is never made. */
public sealed interface Operand permits DenseMatrix, Transposed {
    /** The stored matrix. */
    DenseMatrix stored();

    /** Whether the transpose of the stored matrix is meant. */
    boolean isTransposed();

    /** Rows of the factor. */
    default int operandRows() {
        return isTransposed() ? stored().columns() : stored().rows();
    }

    /** Columns of the factor. */
    default int operandColumns() {
        return isTransposed() ? stored().rows() : stored().columns();
    }
}
