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
        Optional<DirectFolds> direct) {}
