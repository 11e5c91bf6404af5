package org.neurobeam.encoders.banded;

import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Banded ridge of some targets with nested cross-validation.
 *
 * @param crossValidation held-out predictions and scores, and the model on all samples
 * @param selection what the search on all samples chose for that model
 * @param productMeasure share of the held-out R2 that each band explains, [bands x t]; NaN for targets not fitted
 * @param offsetShare held-out R2 of the training means of the folds alone, [1 x t], which with the shares of the bands
 *     sums to R2; NaN for targets not fitted
 */
public record NestedGroupFit(
        RidgeFit crossValidation, BandSelection selection, DoubleMatrix productMeasure, DoubleMatrix offsetShare) {}
