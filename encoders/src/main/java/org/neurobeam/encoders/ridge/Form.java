package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;

/**
 * The side on which ridge is solved: p x p (primal) or n x n (dual). Everything above works with spectra, projections
 * and rotated targets only and does not know which it is.
 */
interface Form {
    /** The features that it is of. */
    PreparedFeatures x();

    /** Factorises a training set; memory belongs to the scopes: exact vectors to the first, the rest to the second. */
    Spectrum spectrum(BitSet train, MatrixScope building, MatrixScope design);

    /** Rows as seen from a training set, P [rows x r] float64; the caller closes it. */
    DenseMatrix projection(Spectrum spectrum, BitSet cells);

    /** Left singular vectors of the training rows, U' [r x rows] float64; the caller closes it. */
    DenseMatrix leftVectors(Spectrum spectrum);

    /** Rotation of a validation fold, [r x 2]: b -= correction (sum of y_v, training mean of y)'. */
    double[][] correction(Spectrum spectrum, double[] projectionSums);

    /** Whether validation targets are rotated by the projection, so that folds must keep it. */
    boolean keepsProjection();

    /** Starts on a tile of targets. */
    TileRotation rotation(TargetTile tile);

    /** Weights [p x t] of the features as prepared, from rotated weights z [r x t], in a given matrix. */
    void weights(Spectrum spectrum, DenseMatrix z, DenseMatrix into);

    /**
     * Adds to the weights what the targets have outside the kept components, (y - U a)/alpha: nothing for features,
     * which cannot reach it; for a given kernel it belongs to the dual weights, though it predicts nothing.
     *
     * @param z rotated weights, a / (s + alpha)
     */
    default void addUnreached(Spectrum spectrum, DenseMatrix z, double[] alpha, TargetTile tile, DenseMatrix into) {}

    /** Training mean of the features as prepared, [p]. */
    double[] meanX(Spectrum spectrum);
}
