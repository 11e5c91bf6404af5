/**
 * The flow of {@code encode} and {@code predict}: responses of a dataset or of arrays, tile by tile, to a results folder.
 *
 * <p>What enters: settings, the options of the runner and the folder of a dataset, arrays or a saved model. What leaves:
 * scores, weights, maps, held-out predictions on request, a model file and its report. May import: the encoders, the flows' shared parts, the Beam shells
 * and the reports of this module.
 */
package org.neurobeam.pipelines.flow.encode;
