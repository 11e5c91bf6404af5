package org.neurobeam.encoders.leaveout;

import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The density of N(0, K + alpha I) restricted to some rows. */
final class NormalDensity {
    private NormalDensity() {}

    static double log(DoubleMatrix k, double[] y, double alpha, int... rows) {
        int n = rows.length;
        DoubleMatrix covariance = DoubleMatrix.zeros(n, n);
        DoubleMatrix some = DoubleMatrix.zeros(n, 1);
        for (int i = 0; i < n; i++) {
            some.set(i, 0, y[rows[i]]);
            for (int j = 0; j < n; j++) {
                covariance.set(i, j, k.get(rows[i], rows[j]) + (i == j ? alpha : 0));
            }
        }
        try (DenseMatrix s = DenseMatrix.copyOf(covariance);
                Cholesky factor = Cholesky.of(s);
                DenseMatrix solved = DenseMatrix.copyOf(some)) {
            factor.solve(solved);
            double[] weighted = solved.toDoubleMatrix().values();
            double square = 0;
            for (int i = 0; i < n; i++) {
                square += some.get(i, 0) * weighted[i];
            }
            return -0.5 * (square + factor.logDeterminant() + n * Math.log(2 * Math.PI));
        }
    }
}
