/**
 * Generalised Tikhonov priors: weights that are expected to be smooth over delays, or similar for related features.
 *
 * <p>Enter: covariances of the weights of each feature space, over its delays and over its features. Leave: features on
 * which plain ridge has that prior, and weights brought back to the features as they were ({@link
 * org.neurobeam.encoders.prior.WeightPriors}).
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.design, encoders.ridge.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2019.04.012">Nunez-Elizalde et al. 2019</a>
 */
package org.neurobeam.encoders.prior;
