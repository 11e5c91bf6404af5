package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.error.NumericalException;

/**
 * The inverse from which any block of rows can be left out.
 *
 * <pre>{@code
 * C = (K + alpha I)^-1, with an intercept (K_c + alpha I)^-1 - 11'/(n alpha) with K centred
 * yhat_v without B = R_v y_t,   R_v = -(C_BB^-1 C_Bt)_v
 * }</pre>
 *
 * <p>n^3 flops for each penalty by Cholesky, which no eigendecomposition (10 n^3 first, then n^3) undercuts.
 */
public final class SmootherInverse {
    private SmootherInverse() {}

    /**
     * K becomes C.
     *
     * @param kernel [n x n] float64, symmetric, centred if there is an intercept; overwritten
     * @throws NumericalException if K + alpha I is not positive definite
     */
    public static void inPlace(DenseMatrix kernel, boolean intercept, double alpha) {
        int n = kernel.rows();
        // the constant, which a centred kernel does not see, is given the size of the other directions while the
        // inverse is made: 1/(n alpha) would swamp the digits of C where alpha is small
        double size = intercept ? MatrixBlocks.trace(kernel) / n : 0;
        MatrixBlocks.shift(kernel, alpha, size / n);
        try {
            Cholesky.invert(kernel);
        } catch (NumericalException e) {
            throw new NumericalException("the kernel of order " + n + " plus alpha " + alpha
                    + " is not positive definite, so the kernel has an eigenvalue of " + -alpha
                    + " or less; remove this alpha, or repair the kernel (" + e.getMessage() + ")");
        }
        if (intercept) {
            MatrixBlocks.shift(kernel, 0, -1 / (n * (alpha + size)));
        }
    }

    /**
     * R_v of a block.
     *
     * @param c of all rows
     * @param removed positions left out, B; those that are scored first
     * @param kept positions that train
     * @param into [n_v x kept], receives the weights of the first n_v removed positions in its own precision
     */
    public static void weights(DenseMatrix c, int[] removed, int[] kept, DenseMatrix into) {
        try (DenseMatrix bb = MatrixBlocks.select(c, removed, removed);
                DenseMatrix bt = MatrixBlocks.select(c, removed, kept);
                Cholesky factor = Cholesky.of(bb)) {
            factor.solve(bt);
            double[] row = new double[kept.length];
            for (int i = 0; i < into.rows(); i++) {
                bt.readRow(i, row);
                for (int j = 0; j < row.length; j++) {
                    row[j] = -row[j];
                }
                into.writeRow(i, row);
            }
        }
    }
}
