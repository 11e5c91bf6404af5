package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.Random;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Ridge fitted anew on the training rows alone by the normal equations in float64: what leaving out must equal. */
final class Refit {
    private Refit() {}

    static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /** Gaussian about an offset of each column. */
    static DoubleMatrix offset(int rows, int columns, long seed) {
        DoubleMatrix m = gaussian(rows, columns, seed);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] += 3 - 0.7 * (i % columns % 5);
        }
        return m;
    }

    static DoubleMatrix select(DoubleMatrix m, int... rows) {
        return DoubleMatrix.of(Arrays.stream(rows).mapToObj(m::row).toArray(double[][]::new));
    }

    static double[] means(DoubleMatrix m, boolean intercept) {
        double[] mean = new double[m.columns()];
        for (int i = 0; intercept && i < m.values().length; i++) {
            mean[i % m.columns()] += m.values()[i] / m.rows();
        }
        return mean;
    }

    private static void minus(DoubleMatrix m, double... mean) {
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] -= mean[i % mean.length];
        }
    }

    /** Predictions of the test rows of a fold at several penalties, [n_v x t] each. */
    static DoubleMatrix[] predict(DoubleMatrix x, DoubleMatrix y, Fold fold, boolean intercept, double... alphas) {
        DoubleMatrix xt = select(x, fold.train());
        DoubleMatrix yt = select(y, fold.train());
        DoubleMatrix xv = select(x, fold.test());
        double[] mx = means(xt, intercept);
        double[] my = means(yt, intercept);
        minus(xt, mx);
        minus(yt, my);
        minus(xv, mx);
        int p = x.columns();
        DoubleMatrix[] all = new DoubleMatrix[alphas.length];
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix train = scope.own(DenseMatrix.copyOf(xt));
            DenseMatrix targets = scope.own(DenseMatrix.copyOf(yt));
            DenseMatrix test = scope.own(DenseMatrix.copyOf(xv));
            DenseMatrix gram = scope.zeros(Precision.FLOAT64, p, p);
            Blas.addColumnGram(train, gram);
            for (int j = 0; j < alphas.length; j++) {
                DoubleMatrix penalised = gram.toDoubleMatrix();
                for (int i = 0; i < p; i++) {
                    penalised.set(i, i, penalised.get(i, i) + alphas[j]);
                }
                DenseMatrix beta = scope.zeros(Precision.FLOAT64, p, y.columns());
                Blas.multiply(train.transposed(), targets, beta);
                DenseMatrix f = scope.zeros(Precision.FLOAT64, test.rows(), y.columns());
                try (DenseMatrix a = DenseMatrix.copyOf(penalised);
                        Cholesky factor = Cholesky.of(a)) {
                    factor.solve(beta);
                }
                Blas.multiply(test, beta, f);
                all[j] = f.toDoubleMatrix();
                minus(all[j], Arrays.stream(my).map(m -> -m).toArray());
            }
        }
        return all;
    }
}
