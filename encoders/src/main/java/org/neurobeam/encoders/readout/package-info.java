/**
 * Readouts of feature maps that separate where from what: factorised (space times channel) and Gaussian receptive
 * fields.
 *
 * <p>Enter: flattened feature maps [samples x channels * rows * columns] with their {@link
 * org.neurobeam.encoders.readout.FeatureMaps} shape, responses [samples x targets], folds or runs. Leave: {@link
 * org.neurobeam.encoders.readout.FactorizedFit} and {@link org.neurobeam.encoders.readout.ReceptiveFieldFit}.
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.linear, encoders.ridge.
 */
package org.neurobeam.encoders.readout;
