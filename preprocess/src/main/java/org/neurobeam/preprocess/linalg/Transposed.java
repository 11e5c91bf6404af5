package org.neurobeam.preprocess.linalg;

/**
 * The transpose of a matrix as a factor of a product.
 *
 * @param stored the matrix whose transpose is meant
 */
public record Transposed(DenseMatrix stored) implements Operand {
    @Override
    public boolean isTransposed() {
        return true;
    }
}
