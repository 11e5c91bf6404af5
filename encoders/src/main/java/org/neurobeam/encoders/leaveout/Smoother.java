package org.neurobeam.encoders.leaveout;

import org.neurobeam.preprocess.linalg.DenseMatrix;

/**
 * Ridge on all rows of a set at some penalties, in the form from which any block of rows can be left out.
 *
 * <p>Predictions of a block are {@code weights x regressors}, linear in regressors that do not depend on the penalty, so
 * that the weights of all penalties stack into one tall factor.
 */
interface Smoother extends AutoCloseable {
    /** Original rows, ascending, [n]. */
    int[] rows();

    /** Number of regressors of a block, m. */
    int width(HeldOutBlock block);

    /** Weights of a block at one penalty, written to [n_v x m] in the precision of that matrix. */
    void weights(HeldOutBlock block, int alpha, DenseMatrix into);

    /** Covariance of the scored rows given the rows that train, ((C_BB)^-1)_vv [n_v x n_v]; the caller closes it. */
    DenseMatrix covariance(HeldOutBlock block, int alpha);

    /** What the regressors of all blocks share for a tile [all rows x w]; the caller closes it. */
    DenseMatrix rotation(DenseMatrix tile);

    /** Regressors of a block, written to [m x w]. */
    void regressors(HeldOutBlock block, DenseMatrix tile, DenseMatrix rotation, DenseMatrix into);

    /** The same penalties on some of the rows only, ascending. */
    Smoother of(int... someRows);

    @Override
    void close();
}
