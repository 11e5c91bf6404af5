package org.neurobeam.ingest.nifti;

import org.neurobeam.schemas.array.FloatMatrix;

/**
 * The time series of neighbouring voxels.
 *
 * @param firstVoxel index of the first row in disk order, {@code i + nx (j + ny k)}
 * @param values [voxels x volumes], float32
 */
public record VoxelChunk(int firstVoxel, FloatMatrix values) {}
