/**
 * Lasso and sparse group lasso of many targets by accelerated proximal gradients.
 *
 * <p>Enter: features [samples x features], responses [samples x targets], folds, and {@link
 * org.neurobeam.encoders.lasso.LassoOptions} with the groups of the features. Leave: a path of models over penalties
 * ({@link org.neurobeam.encoders.lasso.LassoPath}) or the penalty chosen for each target ({@link
 * org.neurobeam.encoders.lasso.LassoFit}).
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.linear, encoders.ridge (its criterion).
 */
package org.neurobeam.encoders.lasso;
