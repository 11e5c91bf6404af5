/**
 * How predictions are scored: per-target agreement, its null distribution, false discovery, and noise ceilings.
 *
 * <p>Enter: measured and predicted series [samples x targets] in one time order. Leave: float64 numbers per target;
 * NaN means undefined (constant or non-finite series), never zero.
 *
 * <p>May import: schemas, preprocess.linalg.
 */
package org.neurobeam.encoders.score;
