package org.neurobeam.encoders.banded;

import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Penalties of all targets on candidates; several threads may score different ones. */
interface CandidateScorer extends AutoCloseable {
    /**
     * The best penalties on a kernel.
     *
     * @param kernel [n x n] float64, which may be overwritten and is not kept
     * @param alphaFactor multiplies all penalties
     */
    AlphaSelection score(DenseMatrix kernel, double alphaFactor);

    @Override
    void close();
}
