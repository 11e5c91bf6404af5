package org.neurobeam.encoders.kernel;

import org.neurobeam.encoders.ridge.RidgeFit;

/**
 * Cross-validated kernel ridge of one tile of targets.
 *
 * @param crossValidation held-out predictions, scores, chosen penalties, and why targets were not fitted
 * @param model fitted on all samples
 */
public record KernelRidgeFit(RidgeFit crossValidation, KernelRidgeModel model) {}
