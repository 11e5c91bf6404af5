package org.neurobeam.encoders.lasso;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;

/**
 * What the gradient of 1/2 ||Y - X B||^2 needs: products with X'X, and X'Y.
 *
 * <p>With p {@code <} 2 n X'X is formed once and a product costs 2 p^2 flops for each target; otherwise it is made of
 * two products with X, 4 n p flops.
 */
final class NormalOperator implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final boolean formed;
    private final DenseMatrix matrix;
    private final double[] covariance;
    private final double largest;

    /**
     * Prepares the products of a problem.
     *
     * @param x [n x p] float64; must outlive this object
     * @param y [n x t] float64
     */
    NormalOperator(DenseMatrix x, DenseMatrix y) {
        formed = x.columns() < 2L * x.rows();
        matrix = formed ? scope.zeros(Precision.FLOAT64, x.columns(), x.columns()) : x;
        if (formed) {
            Blas.addColumnGram(x, matrix);
        }
        covariance = new double[x.columns() * y.columns()];
        try (DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, x.columns(), y.columns())) {
            Blas.multiply(x.transposed(), y, product);
            product.reshapedView(1, covariance.length).readRow(0, covariance);
        }
        largest = largestEigenvalue();
    }

    private double largestEigenvalue() {
        int order = matrix.rows();
        DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, order, order);
        if (formed) {
            gram.copyRows(matrix, 0);
        } else {
            Blas.addRowGram(matrix, gram);
        }
        try (SymmetricEigen eigen = SymmetricEigen.inPlace(gram)) {
            return eigen.values()[order - 1];
        }
    }

    /** X'X b, [p x any]. */
    void apply(DenseMatrix b, DenseMatrix into) {
        if (formed) {
            Blas.multiply(matrix, b, into);
            return;
        }
        try (DenseMatrix predicted = DenseMatrix.zeros(Precision.FLOAT64, matrix.rows(), b.columns())) {
            Blas.multiply(matrix, b, predicted);
            Blas.multiply(matrix.transposed(), predicted, into);
        }
    }

    /** X'Y, [p x t] row-major, not a copy. */
    double[] covariance() {
        return covariance;
    }

    /** Length of a gradient step that never overshoots, 1/||X||^2; 1 where X is zero. */
    double step() {
        return largest > 0 ? 1 / largest : 1;
    }

    @Override
    public void close() {
        scope.close();
    }
}
