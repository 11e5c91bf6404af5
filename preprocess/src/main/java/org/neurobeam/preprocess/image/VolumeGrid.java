package org.neurobeam.preprocess.image;

import java.util.Locale;
import org.neurobeam.schemas.error.DataException;

/**
 * Where the voxels of a volume lie. Voxel (i, j, k) has the index i + nx (j + ny k): i runs fastest, as in files.
 *
 * @param nx voxels along i, {@code >= 1}
 * @param ny voxels along j, {@code >= 1}
 * @param nz voxels along k, {@code >= 1}
 * @param affine voxel indices to mm
 */
public record VolumeGrid(int nx, int ny, int nz, Affine affine) {
    /**
     * Grids closer than this are the same, mm: headers hold float32, which is exact to 1e-4 mm in a head; a shift
     * of 0.01 mm changes no result.
     */
    public static final double SAME_MM = 0.01;

    /** @throws IllegalArgumentException if the shape is not positive or has more than 2^31 - 1 voxels */
    public VolumeGrid {
        if (nx < 1 || ny < 1 || nz < 1 || (double) nx * ny * nz > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a grid has 1 to 2^31 - 1 voxels but is " + nx + " x " + ny + " x " + nz);
        }
    }

    /** Number of voxels. */
    public int voxels() {
        return nx * ny * nz;
    }

    /** The place of voxel (i, j, k) in a volume. */
    public int index(int i, int j, int k) {
        return i + nx * (j + ny * k);
    }

    /** Voxels along an axis, 0 to 2. */
    public int size(int axis) {
        return axis == 0 ? nx : axis == 1 ? ny : nz;
    }

    /** The middle of a voxel in mm, [3]. */
    public double[] mm(int index) {
        return affine.apply(index % nx, index / nx % ny, index / (nx * ny));
    }

    /** Whether voxel coordinates lie within the outer faces of the voxels of this grid. */
    boolean contains(double... ijk) {
        return ijk[0] >= -0.5
                && ijk[1] >= -0.5
                && ijk[2] >= -0.5
                && ijk[0] < nx - 0.5
                && ijk[1] < ny - 0.5
                && ijk[2] < nz - 0.5;
    }

    /** The largest distance between equal voxel indices of the two grids over the corners of this one, mm. */
    public double largestDifferenceMm(VolumeGrid other) {
        double largest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double i = (corner & 1) == 0 ? 0 : nx - 1;
            double j = (corner & 2) == 0 ? 0 : ny - 1;
            double k = (corner & 4) == 0 ? 0 : nz - 1;
            double[] a = affine.apply(i, j, k);
            double[] b = other.affine.apply(i, j, k);
            largest = Math.max(largest, Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]));
        }
        return largest;
    }

    /** Whether the shapes are equal and no voxel is further than {@link #SAME_MM} from its counterpart. */
    public boolean isSame(VolumeGrid other) {
        return nx == other.nx && ny == other.ny && nz == other.nz && largestDifferenceMm(other) <= SAME_MM;
    }

    /**
     * Refuses a file whose grid is another than that of the data.
     *
     * @param file the file with this grid, e.g. a mask
     * @param dataFile the file with the grid that is wanted
     * @throws DataException naming both files, both shapes and affines, the largest difference in mm, and the fix
     */
    public void requireSame(String file, VolumeGrid data, String dataFile) {
        if (!isSame(data)) {
            throw new DataException(
                    file,
                    "shape and affine",
                    "grid_mismatch",
                    "expected the grid of " + dataFile + ", " + data + "; found " + this + "; largest difference "
                            + String.format(Locale.ROOT, "%.3f", largestDifferenceMm(data))
                            + " mm; give a file on the grid of the data, or allow resampling (on_mismatch: resample)");
        }
    }

    /** Shape and affine, e.g. {@code 10 x 10 x 18 voxels, affine [2 0 0 0; 0 2 0 0; 0 0 2 0]}. */
    @Override
    public String toString() {
        return nx + " x " + ny + " x " + nz + " voxels, affine " + affine;
    }
}
