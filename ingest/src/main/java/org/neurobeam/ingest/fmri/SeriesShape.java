package org.neurobeam.ingest.fmri;

import java.util.List;
import java.util.Optional;

/**
 * How a series is laid out.
 *
 * @param units voxels, vertices, grayordinates or parcels
 * @param samples points in time
 * @param labelled units that carry a name of their own
 * @param grid voxels per axis of the grid that units lie on; empty for surfaces and parcels alone
 * @param affine [4 x 4] row-major, voxel index to mm; empty where there is none to trust
 * @param affineSource sform, qform, fallback, mat, or cifti for the volume of a CIFTI file
 * @param datatype numpy name of the stored numbers
 */
record SeriesShape(
        int units,
        int samples,
        int labelled,
        List<Integer> grid,
        List<Double> affine,
        Optional<String> affineSource,
        String datatype) {
    SeriesShape {
        grid = List.copyOf(grid);
        affine = List.copyOf(affine);
    }
}
