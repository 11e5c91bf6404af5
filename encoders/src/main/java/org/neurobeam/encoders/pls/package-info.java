/**
 * Partial least squares: a few directions of the features that covary most with all targets together.
 *
 * <p>Enter: features [samples x features], responses [samples x targets], folds and {@link
 * org.neurobeam.encoders.pls.PlsOptions}. Leave: {@link org.neurobeam.encoders.pls.PlsModel}, which predicts with any
 * number of components, or the number chosen for each target ({@link org.neurobeam.encoders.pls.PlsFit}).
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.linear, encoders.ridge (its criterion).
 */
package org.neurobeam.encoders.pls;
