/**
 * Calcium traces on a common grid: derivative, causal smoothing, resampling, z-score.
 *
 * <p>What enters: the times of a recording and the trace of one ROI after the other. What leaves: per ROI the signals
 * on the original and on the resampled grid with mean, standard deviation and the chain of operations that made them.
 * {@link org.neurobeam.preprocess.calcium.CalciumPipeline} is planned once per recording and holds no trace, so that
 * memory does not grow with the number of ROIs; missing samples are NaN and stay NaN.
 *
 * <p>{@link org.neurobeam.preprocess.calcium.PaperRecord} builds the arrays of the published data set from this output.
 *
 * <p>May import: the JDK, schemas.
 */
package org.neurobeam.preprocess.calcium;
