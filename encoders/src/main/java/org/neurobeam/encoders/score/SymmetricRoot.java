package org.neurobeam.encoders.score;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.SymmetricEigen;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The symmetric root A of a small positive semidefinite matrix, {@code A A = G}, by its eigendecomposition. */
final class SymmetricRoot {
    private SymmetricRoot() {}

    /**
     * The root.
     *
     * @param g [m][m] symmetric; eigenvalues that rounding made negative count as 0
     * @return [m][m]; NaN everywhere if g is not finite
     */
    static double[][] of(double[][] g) {
        int m = g.length;
        double[][] root = new double[m][m];
        if (!Arrays.stream(g).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            Arrays.stream(root).forEach(row -> Arrays.fill(row, Double.NaN));
            return root;
        }
        try (SymmetricEigen eigen = SymmetricEigen.inPlace(DenseMatrix.copyOf(DoubleMatrix.of(g)))) {
            double[] values = eigen.values();
            double[] q = new double[m];
            for (int l = 0; l < m; l++) {
                eigen.vectors().readRow(l, q);
                double s = Math.sqrt(Math.max(0, values[l]));
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < m; j++) {
                        root[i][j] += q[i] * s * q[j];
                    }
                }
            }
        }
        return root;
    }
}
