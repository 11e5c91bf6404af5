package org.neurobeam.encoders.banded;

/**
 * Banded ridge of some targets.
 *
 * @param selection weights and penalties chosen, with all scores
 * @param model fitted on all samples with them
 */
public record BandedFit(BandSelection selection, BandedModel model) {}
