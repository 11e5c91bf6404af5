/**
 * Our own reader of NIfTI-1, NIfTI-2 and Analyze 7.5 images, plain or gzipped, single files or pairs.
 *
 * <p>Enters: a {@link org.neurobeam.schemas.io.DataStore} and the path of an image. Leaves: the checked
 * {@link org.neurobeam.ingest.nifti.ImageHeader}, volumes one after the other in disk order
 * ({@link org.neurobeam.ingest.nifti.VolumeReader}), and voxel-major chunks [voxels x volumes]
 * ({@link org.neurobeam.ingest.nifti.VoxelSeries}), always in one forward pass with bounded memory.
 *
 * <p>Every malformed input is a {@link org.neurobeam.schemas.error.DataException} or a warning in words; nothing is
 * allocated from a header before the bytes behind it are known to exist.
 *
 * <p>May import: {@code org.neurobeam.schemas}, mfl-core (the affine beside an Analyze image).
 */
package org.neurobeam.ingest.nifti;
