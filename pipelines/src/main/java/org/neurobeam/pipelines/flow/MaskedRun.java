package org.neurobeam.pipelines.flow;

import org.neurobeam.preprocess.image.Mask;

/**
 * The voxels of one run on their way through the flow.
 *
 * @param series before cleaning
 * @param mask which voxels they are
 * @param quality gets every voxel once
 * @param cleaning how the run is cleaned
 */
record MaskedRun(MaskedSeries series, Mask mask, RunQuality quality, RunCleaning cleaning) {}
