package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Rotates the targets of one tile into the coordinates of a spectrum. */
interface TileRotation extends AutoCloseable {
    /** a [r x t] of a training set, seen from its means. */
    void train(Spectrum spectrum, DenseMatrix a);

    /**
     * a and b = P'Y_v, both [r x t], of one inner fold.
     *
     * @param outerTrain the training cells around the fold
     */
    void fold(BitSet outerTrain, ValidationFold fold, DenseMatrix a, DenseMatrix b);

    /** The same rotation with buffers of its own, for another thread; close it before this one. */
    TileRotation another();

    @Override
    void close();
}
