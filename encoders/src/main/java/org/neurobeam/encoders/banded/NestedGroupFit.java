package org.neurobeam.encoders.banded;

import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.score.BandSplits;

/**
 * Banded ridge of some targets with nested cross-validation.
 *
 * @param crossValidation held-out predictions and scores, and the model on all samples
 * @param selection what the search on all samples chose for that model
 * @param splits what each band explains of the held-out responses, from sums over the rows of all outer folds; with the
 *     share of the training means of the folds ({@code offsetR2}, {@code offsetR}) they sum to R2 and r; NaN for targets
 *     without variance
 */
public record NestedGroupFit(RidgeFit crossValidation, BandSelection selection, BandSplits splits) {}
