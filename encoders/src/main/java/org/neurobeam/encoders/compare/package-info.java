/**
 * Which of two encoders predicts better, and whether a prediction is better than chance, per target and over all
 * targets.
 *
 * <p>Enter: measured and predicted series [samples x targets] of held-out samples, tile by tile, with the run of each
 * sample. Leave: differences, standard errors, intervals and p-values; NaN for targets without a score. Draws come from
 * one seed before any tile is seen, so every target sees the same ones and the order of tiles and threads is without
 * effect. Series are never resampled sample by sample: fMRI noise is autocorrelated.
 *
 * <p>May import: schemas, preprocess.linalg, encoders.score.
 */
package org.neurobeam.encoders.compare;
