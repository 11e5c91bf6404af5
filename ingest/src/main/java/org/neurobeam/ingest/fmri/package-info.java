/**
 * fMRI runs to recordings of a dataset: voxels, grayordinates or vertices with their series, times,
 * events and confounds.
 *
 * <p>What enters: a run of a BIDS tree, or a 4-D image, CIFTI-2 or GIFTI series alone. What leaves: one part of a dataset, written voxel by voxel
 * within a memory budget. May import: the readers of this module, schemas.
 */
package org.neurobeam.ingest.fmri;
