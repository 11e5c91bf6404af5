/**
 * Cleaning of time series: detrending, temporal filters, confound regression, censoring and standardisation.
 *
 * <p>What enters: signals [T volumes x V voxels] or [V x T] as stored, confounds [T x c], the kept volumes and the
 * runs. What leaves: an immutable {@link org.neurobeam.preprocess.cleaning.SignalCleaner} that has precomputed
 * everything that does not depend on the signals, and cleaned signals with the statistics that invert the
 * standardisation. Each voxel is cleaned on its own in float64, so blocks of voxels give the same bits as all at once.
 *
 * <p>May import: schemas, {@code cleaning.filter}.
 */
package org.neurobeam.preprocess.cleaning;
