/**
 * How predictions are scored: per-target agreement, its null distribution, false discovery, noise ceilings and
 * reliability in the conventions of different fields, and how much of a score each band of features explains.
 *
 * <p>Enter: measured and predicted series [samples x targets] in one time order, repeats of the same samples. Leave:
 * float64 numbers per target; NaN means undefined (constant or non-finite series, no signal), never zero. A {@link
 * org.neurobeam.encoders.score.ScoreConvention} says which convention a column of numbers follows.
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split.
 */
package org.neurobeam.encoders.score;
