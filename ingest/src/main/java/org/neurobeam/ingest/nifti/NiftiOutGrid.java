package org.neurobeam.ingest.nifti;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The voxel grid of an image to write and its place in the world.
 *
 * @param nx voxels along the first axis, the fastest on disk
 * @param ny voxels along the second axis
 * @param nz voxels along the third axis
 * @param affine [4 x 4], voxel index to mm; last row 0 0 0 1
 * @param xformCode space of the affine: 1 scanner, 2 aligned, 3 Talairach, 4 MNI152, 5 template
 */
public record NiftiOutGrid(int nx, int ny, int nz, DoubleMatrix affine, int xformCode) {
    private static final int MAX_CODE = 5;

    /** Checks extents, affine and code. */
    public NiftiOutGrid {
        if (nx < 1 || ny < 1 || nz < 1 || (long) nx * ny * nz > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "grid " + nx + "x" + ny + "x" + nz + ": extents must be >= 1 and a volume below 2^31 voxels");
        }
        if (affine.rows() != 4 || affine.columns() != 4) {
            throw new IllegalArgumentException(
                    "affine [" + affine.rows() + " x " + affine.columns() + "], expected [4 x 4]");
        }
        for (double value : affine.values()) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("affine has the value " + value + ", expected finite numbers");
            }
        }
        if (affine.get(3, 0) != 0 || affine.get(3, 1) != 0 || affine.get(3, 2) != 0 || affine.get(3, 3) != 1) {
            throw new IllegalArgumentException("affine must end with the row 0 0 0 1");
        }
        if (xformCode < 1 || xformCode > MAX_CODE) {
            throw new IllegalArgumentException("xform code " + xformCode + ", expected 1 to " + MAX_CODE);
        }
    }

    /** Voxels of one volume. */
    public int voxels() {
        return nx * ny * nz;
    }

    /** Edge of a voxel along an axis in mm: the norm of the affine's column. */
    double voxelMm(int axis) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += affine.get(i, axis) * affine.get(i, axis);
        }
        return Math.sqrt(sum);
    }
}
