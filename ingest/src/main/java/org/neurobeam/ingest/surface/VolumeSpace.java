package org.neurobeam.ingest.surface;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The grid of the voxels of a CIFTI file.
 *
 * @param dimensions extents along i, j, k
 * @param ijkToMm [4 x 4], voxel indices to mm
 */
public record VolumeSpace(List<Integer> dimensions, DoubleMatrix ijkToMm) {
    /** Copies the list. */
    public VolumeSpace {
        dimensions = List.copyOf(dimensions);
    }
}
