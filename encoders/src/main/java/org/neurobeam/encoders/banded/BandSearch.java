package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/** Chooses weights of bands by held-out rows, then fits all rows with them. */
public interface BandSearch {
    /**
     * Searches and fits.
     *
     * @param kernels among the samples, [n x n] each
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @param folds whose test rows score; they may overlap
     */
    BandedFit fit(BandKernels kernels, RowSource responses, Folds folds);

    /** The same search over some of the bands, ascending. */
    BandSearch only(int... bands);
}
