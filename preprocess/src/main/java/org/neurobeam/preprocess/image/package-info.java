/**
 * Images: masks, smoothing, resampling and parcels of volumes on a grid of voxels.
 *
 * <p>Enter: volumes as float32 arrays in file order (i fastest) with their
 * {@link org.neurobeam.preprocess.image.VolumeGrid}, or voxel-major chunks [voxels x volumes] of a recording in the
 * order of a {@link org.neurobeam.preprocess.image.Mask}. Leave: volumes, masks, and float64 parcel series [volumes x
 * parcels] with the coverage of each parcel. Nothing here holds more than one volume or one chunk of a series.
 *
 * <p>May import: the JDK, {@code org.neurobeam.schemas}.
 */
package org.neurobeam.preprocess.image;
