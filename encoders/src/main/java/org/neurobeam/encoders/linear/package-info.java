/**
 * What the linear encoders share: checked samples, centred problems, thin rotations, fitted linear models, and the
 * choice among candidates by cross-validation.
 *
 * <p>Enter: features [samples x features] and responses [samples x targets] as {@link
 * org.neurobeam.preprocess.linalg.RowSource} of float32 or float64. Leave: {@link
 * org.neurobeam.encoders.linear.LinearModel}. A target with NaN or without variance is left out of every problem and
 * comes back as NaN with a reason.
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.ridge (its criterion), encoders.score.
 */
package org.neurobeam.encoders.linear;
