/**
 * Ridge regression with the penalty of each target by generalised cross-validation: no folds, one decomposition.
 *
 * <p>Enter: features [samples x features], responses [samples x targets] and {@link
 * org.neurobeam.encoders.gcv.GcvOptions}. Leave: {@link org.neurobeam.encoders.gcv.GcvFit}.
 *
 * <p>May import: schemas, preprocess.linalg, encoders.linear.
 */
package org.neurobeam.encoders.gcv;
