package org.neurobeam.pipelines.report;

import java.util.Arrays;

/**
 * Where the voxels of a volume lie: shape [nx x ny x nz], i fastest, and the row-major 4 x 4 affine from voxel indices
 * to mm, x to the right, y to the front, z up (RAS+).
 */
public final class VolumeGrid {
    private static final int AXES = 3;
    private static final int ROW = 4;

    private final int[] shape;
    private final double[] affine;

    private VolumeGrid(int[] shape, double[] affine) {
        this.shape = shape;
        this.affine = affine;
    }

    /**
     * A grid of nx x ny x nz voxels.
     *
     * @param affine [16], row-major, voxel index to mm; copied
     * @throws IllegalArgumentException if a dimension is not positive, the affine has not 16 finite elements or one of
     *     its first three columns is zero
     */
    public static VolumeGrid of(int nx, int ny, int nz, double... affine) {
        if (nx < 1 || ny < 1 || nz < 1) {
            throw new IllegalArgumentException("shape [" + nx + " x " + ny + " x " + nz + "] must be positive");
        }
        Math.multiplyExact(Math.multiplyExact(nx, ny), nz);
        if (affine.length != ROW * ROW || !Arrays.stream(affine).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("affine must have 16 finite elements: " + Arrays.toString(affine));
        }
        VolumeGrid grid = new VolumeGrid(new int[] {nx, ny, nz}, affine.clone());
        for (int axis = 0; axis < AXES; axis++) {
            if (grid.voxelSizeMm(axis) == 0) {
                throw new IllegalArgumentException("affine gives voxels of size 0 along axis " + axis);
            }
        }
        return grid;
    }

    /** Voxels along axis 0, 1 or 2. */
    public int size(int axis) {
        return shape[axis];
    }

    /** Number of voxels, nx * ny * nz. */
    public int voxels() {
        return shape[0] * shape[1] * shape[2];
    }

    /** Distance of neighbouring voxels along an axis, mm: the norm of the affine's column. */
    public double voxelSizeMm(int axis) {
        return Math.sqrt(sq(column(0, axis)) + sq(column(1, axis)) + sq(column(2, axis)));
    }

    /** The affine's element in row {@code world} (x, y, z) and column {@code axis} (i, j, k, offset). */
    public double column(int world, int axis) {
        return affine[ROW * world + axis];
    }

    /** Coordinates of a voxel's centre, [3], mm. */
    public double[] positionMm(double i, double j, double k) {
        double[] mm = new double[AXES];
        for (int w = 0; w < AXES; w++) {
            mm[w] = column(w, 0) * i + column(w, 1) * j + column(w, 2) * k + column(w, AXES);
        }
        return mm;
    }

    private static double sq(double v) {
        return v * v;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeGrid g && Arrays.equals(shape, g.shape) && Arrays.equals(affine, g.affine);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(affine);
    }

    /** The labelled shape, e.g. {@code VolumeGrid[64 x 64 x 40 voxels]}. */
    @Override
    public String toString() {
        return "VolumeGrid[" + shape[0] + " x " + shape[1] + " x " + shape[2] + " voxels]";
    }
}
