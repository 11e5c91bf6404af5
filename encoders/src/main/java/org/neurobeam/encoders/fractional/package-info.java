/**
 * Fractional ridge regression: the penalty of each target is set by how much it shortens the weights.
 *
 * <p>Enter: features [samples x features], responses [samples x targets], folds and {@link
 * org.neurobeam.encoders.fractional.FractionalOptions}. Leave: the whole path of fractions ({@link
 * org.neurobeam.encoders.fractional.FractionalPath}) or the fraction chosen for each target ({@link
 * org.neurobeam.encoders.fractional.FractionalFit}).
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.linear, encoders.ridge (its criterion).
 */
package org.neurobeam.encoders.fractional;
