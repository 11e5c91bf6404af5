/**
 * Simulated calcium recordings of C. elegans with known truth, in the file layouts of real sources.
 *
 * <p>Enters: {@link org.neurobeam.ingest.simulate.calcium.CalciumSimulation}, a few numbers and one seed. Leaves: the
 * files of each worm and {@code truth.json}: the cell of every ROI, the status that its label must get, the latent
 * factors, times, missing samples, and the correlation planted between cells of the two sides.
 *
 * <p>Every random number is a function of (seed, worm, label, position) and only exact arithmetic and StrictMath are
 * used: equal settings give equal bytes. One worm is in memory at a time.
 *
 * <p>May import: the vocabulary (cells and the words of label_status, not the resolver), schemas, Jackson, jhdf.
 */
package org.neurobeam.ingest.simulate.calcium;
