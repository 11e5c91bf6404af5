/**
 * BIDS data sets: an index by file name, and the tables and sidecars beside the images.
 *
 * <p>What enters: a {@link org.neurobeam.schemas.io.DataStore} with one data set or a folder of several. What leaves:
 * {@link org.neurobeam.ingest.bids.BidsRecording recordings} with the paths of image, events, confounds and masks,
 * the merged sidecar, tables ({@link org.neurobeam.ingest.bids.TsvTable}), event rows of the schema, issues, and a
 * summary for inspection. Listing is the only thing done at once: files are opened when they are asked for.
 *
 * <p>{@link org.neurobeam.ingest.bids.BidsName} also builds the names of what is written.
 *
 * <p>May import: schemas, Jackson, commons-csv. Images are read elsewhere.
 */
package org.neurobeam.ingest.bids;
