/**
 * Simulated recordings with known truth.
 *
 * <p>Enters: {@link org.neurobeam.ingest.simulate.FmriSimulation}, a few numbers and one seed. Leaves: a BIDS tree as a
 * scanner and fMRIPrep would have left it, and beside it the truth: planted weights, masks, noise ceilings.
 * {@link org.neurobeam.ingest.simulate.PlantedSignal} makes the noise-free series of any voxels again, so that no
 * second 4-D series needs to be stored. The generating model is written independently of the code that analyses it.
 *
 * <p>Every random number is a function of (seed, label, subject, run, voxel, volume): order, chunking and threads
 * change nothing, and only exact arithmetic and StrictMath are used, so that every JVM writes the same bytes.
 *
 * <p>May import: {@code org.neurobeam.schemas}, {@code org.neurobeam.ingest.nifti} (writer only), Jackson.
 */
package org.neurobeam.ingest.simulate;
