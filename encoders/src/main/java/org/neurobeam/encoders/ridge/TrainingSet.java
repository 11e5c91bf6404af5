package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/**
 * Everything that the targets share for one outer training set: its spectrum, the projection of the rows held out,
 * and how a penalty is chosen inside it.
 *
 * @param spectrum of the training rows
 * @param test cells held out; empty for the final fit
 * @param projection of the rows held out, [rows x r]; absent for the final fit
 * @param inner inner folds; empty for leave-one-out and for a single penalty
 * @param leaveOneOut closed form; absent with inner folds
 * @param direct inner folds by the direct way; then {@code inner} is empty
 */
record TrainingSet(
        Spectrum spectrum,
        BitSet test,
        Optional<DenseMatrix> projection,
        List<ValidationFold> inner,
        Optional<LeaveOneOut> leaveOneOut,
        Optional<DirectFolds> direct) {
    /**
     * Refuses penalties that its models cannot have.
     *
     * @throws org.neurobeam.schemas.error.NumericalException if one is too small for an indefinite kernel
     */
    void requirePenalties(double... alphas) {
        for (double alpha : alphas) {
            if (!(alpha > 0) || Double.isInfinite(alpha)) {
                throw new IllegalArgumentException("alpha must be finite and > 0 but is " + alpha);
            }
            spectrum.requirePositive(alpha);
        }
    }
}
