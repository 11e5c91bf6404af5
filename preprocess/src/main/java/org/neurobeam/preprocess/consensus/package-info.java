/**
 * Several wiring diagrams to one.
 *
 * <p>Enters: the connectomes, nodes and edges of a dataset. Leaves: rows of {@code consensus_edges}, one per pair, kind
 * and weight unit with all that the sources say ({@code fixed}), or the four tables of the published consensus with its
 * means over sets of values and its mixed units ({@code paper-faithful}), and how far these agree with the published
 * file. Only neurons with a slot of the vocabulary take part.
 *
 * <p>May import: {@code org.neurobeam.schemas}, commons-csv.
 */
package org.neurobeam.preprocess.consensus;
