/**
 * Ridge with any rows left out, exactly, from one factorisation of all rows for each penalty.
 *
 * <p>Enter: features or a kernel [samples x samples], responses [samples x targets], folds of any kind (overlapping,
 * purged, nested). Leave: held-out predictions, scores of every fold, penalty and target by the built-in criteria or by
 * a {@link org.neurobeam.encoders.leaveout.TargetScore} of the caller, the penalties they choose, predictive densities.
 * {@link org.neurobeam.encoders.leaveout.LeaveOutDesign} is the entry. Where the default scores of {@code
 * encoders.ridge} apply and folds are few, that package is faster.
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.ridge.
 */
package org.neurobeam.encoders.leaveout;
