/**
 * Wiring diagrams in the formats of their publications to connectomes, nodes and edges of a dataset.
 *
 * <p>Enters: edge lists and adjacency matrices (xls, xlsx, csv, tsv, MAT v5, GraphML, JSON), each described by a recipe
 * (YAML resource): where the columns are, which words mean which kind of synapse, whose animal it was. Leaves: one part
 * of a dataset per connectome, with canonical names, summed chemical and symmetric electrical edges ({@code fixed}), or
 * what the published data set made of the same files ({@code paper-faithful}). Whatever is set aside or doubtful is an
 * issue row.
 *
 * <p>May import: {@code org.neurobeam.schemas}, {@code org.neurobeam.ingest.recipe}, {@code org.neurobeam.ingest.vocabulary}, the format libraries.
 */
package org.neurobeam.ingest.connectome;
