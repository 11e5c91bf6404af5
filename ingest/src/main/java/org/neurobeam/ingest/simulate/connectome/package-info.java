/**
 * Simulated wiring diagrams with known truth.
 *
 * <p>Enters: {@link org.neurobeam.ingest.simulate.connectome.ConnectomeSimulation}, a few numbers and one seed. Leaves:
 * one edge list per animal in the layout of a published source, with the quirks that real ones have (split S and Sp
 * rows, the receivers' rows, padded and lower-case names, gap junctions whose directions disagree, cells that were not
 * reconstructed), and {@code truth.json}: the edges of every animal and the consensus that must come out. The truth is
 * computed here, independently of the code that reads and combines the files.
 *
 * <p>May import: {@code org.neurobeam.schemas}, {@code org.neurobeam.ingest.vocabulary}, Jackson.
 */
package org.neurobeam.ingest.simulate.connectome;
