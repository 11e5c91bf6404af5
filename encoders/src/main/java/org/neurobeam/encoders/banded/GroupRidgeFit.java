package org.neurobeam.encoders.banded;

import org.neurobeam.encoders.ridge.RidgeModel;

/**
 * Banded ridge of some targets in primal form.
 *
 * @param selection weights and penalties chosen, with all scores
 * @param model weights of all features, fitted on all samples
 */
public record GroupRidgeFit(BandSelection selection, RidgeModel model) {}
