/**
 * Confound regressors of a run and the quality of its motion.
 *
 * <p>What enters: the named columns of an fMRIPrep confounds file, the JSON metadata of its CompCor components and a
 * strategy. What leaves: the selected, demeaned regressors, the kept volumes, and framewise displacement, DVARS and
 * temporal signal-to-noise ratios.
 *
 * <p>May import: schemas, Jackson (metadata).
 */
package org.neurobeam.preprocess.cleaning.confounds;
