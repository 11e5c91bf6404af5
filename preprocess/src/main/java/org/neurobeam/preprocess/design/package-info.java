/**
 * Designs: from events and features to the columns of a linear model of one run.
 *
 * <p>Enter: {@link org.neurobeam.schemas.table.Event}s of one run, the times of its volumes, features that are already
 * sampled at the volumes. Leave: a {@link org.neurobeam.preprocess.design.DesignMatrix} of named float64 columns
 * (conditions convolved with a hemodynamic response, added regressors, drift, constant), or delayed
 * features that never cross from one run into the next, laid out or made as they are read, and their kernel.
 *
 * <p>May import: the JDK, {@code org.neurobeam.schemas}, preprocess.linalg.
 */
package org.neurobeam.preprocess.design;
