package org.neurobeam.ingest.simulate;

import org.neurobeam.ingest.nifti.NiftiOutGrid;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The voxel grid of a simulated study: axes right, anterior, superior, the middle of the grid at 0 mm.
 *
 * @param nx voxels from left to right, at least 8
 * @param ny voxels from posterior to anterior, at least 8
 * @param nz voxels from inferior to superior, at least 8
 * @param voxelMm edge of a voxel in mm
 */
public record SimulatedGrid(int nx, int ny, int nz, double voxelMm) {
    /** The phantom's tissues need this many voxels along every axis. */
    private static final int MIN_EXTENT = 8;

    private static final int SCANNER = 1;

    /** Checks extents. */
    public SimulatedGrid {
        if (nx < MIN_EXTENT || ny < MIN_EXTENT || nz < MIN_EXTENT) {
            throw new ConfigException(
                    "shape: " + nx + "," + ny + "," + nz + "; every extent must be at least " + MIN_EXTENT);
        }
        if ((long) nx * ny * nz > Integer.MAX_VALUE - 8) {
            throw new ConfigException("shape: " + nx + "," + ny + "," + nz + "; a volume must stay below 2^31 voxels");
        }
        if (!(voxelMm > 0) || Double.isInfinite(voxelMm)) {
            throw new ConfigException("voxelMm: " + voxelMm + "; must be a finite number > 0");
        }
    }

    /** Voxels of one volume. */
    public int voxels() {
        return nx * ny * nz;
    }

    /** Voxel index to mm, [4 x 4]. */
    public DoubleMatrix affine() {
        return DoubleMatrix.wrap(
                4, 4, voxelMm, 0, 0, middle(nx), 0, voxelMm, 0, middle(ny), 0, 0, voxelMm, middle(nz), 0, 0, 0, 1);
    }

    NiftiOutGrid nifti() {
        return new NiftiOutGrid(nx, ny, nz, affine(), SCANNER);
    }

    private double middle(int extent) {
        return -voxelMm * (extent - 1) / 2;
    }
}
