/**
 * Files of foreign formats as trees of named values: HDF5, NWB and MATLAB 7.3 (jhdf), MATLAB 5 (mfl), JSON, WCON, csv,
 * blank-separated text, npy and npz.
 *
 * <p>What enters: a store and a path; compression and format are decided by content. What leaves: an
 * {@link org.neurobeam.ingest.calcium.container.Item} tree that selectors address, whose arrays are read on demand.
 * Parts that would have to be executed to be read (pickles, MATLAB objects) are named and never executed. Damage is a
 * {@link org.neurobeam.schemas.error.DataException} with file and place. May import: schemas, ingest.array.
 */
package org.neurobeam.ingest.calcium.container;
