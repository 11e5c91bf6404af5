/**
 * Ridge regression of many targets on one design, with nested cross-validation.
 *
 * <p>Enter: features [samples x features], responses [samples x targets], run labels, outer folds and {@link
 * org.neurobeam.encoders.ridge.RidgeOptions}. Leave: {@link org.neurobeam.encoders.ridge.RidgeFit} for a tile of
 * targets. {@link org.neurobeam.encoders.ridge.RidgeDesign} factorises once; every tile of targets shares it, and
 * parallelism over tiles is the caller's. A design may also be made of a kernel, and {@link
 * org.neurobeam.encoders.ridge.CandidateSearch} scores the same targets on one kernel, or one scaling of the features,
 * after another.
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.score, encoders.plan.
 */
package org.neurobeam.encoders.ridge;
