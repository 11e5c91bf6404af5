package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Products of features and weights in float64. */
final class Products {
    private Products() {}

    /** X W, [m x t]; 0 where it is not finite, that is for targets without weights. */
    static DoubleMatrix finite(DoubleMatrix x, RowSource weights) {
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix left = scope.own(DenseMatrix.copyOf(x));
            DenseMatrix right = scope.own(DenseMatrix.copyOf(weights, Precision.FLOAT64));
            DenseMatrix product = scope.zeros(Precision.FLOAT64, x.rows(), weights.columns());
            Blas.multiply(left, right, product);
            DoubleMatrix y = product.toDoubleMatrix();
            for (int i = 0; i < y.values().length; i++) {
                y.values()[i] = Double.isFinite(y.values()[i]) ? y.values()[i] : 0;
            }
            return y;
        }
    }
}
