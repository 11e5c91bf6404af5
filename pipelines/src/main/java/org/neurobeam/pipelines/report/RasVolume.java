package org.neurobeam.pipelines.report;

/**
 * A group's volume in the order that is displayed: axis 0 towards the right, 1 to the front, 2 up, each along the voxel
 * axis that lies nearest. Nothing is interpolated.
 */
final class RasVolume {
    /** A plane is shown where both its axes have this many voxels; fewer make no picture. */
    static final int THIN = 5;

    private static final int AXES = 3;

    private final MeanVolume mean;
    private final TargetScores scores;
    private final int[] voxelAxis;
    private final boolean[] flipped;
    private final int[] size = new int[AXES];
    private final int[] stride = new int[AXES];
    private final int offset;
    private final double darkest;
    private final double brightest;

    RasVolume(MeanVolume mean, TargetScores scores) {
        this.mean = mean;
        this.scores = scores;
        VolumeGrid grid = mean.grid();
        this.voxelAxis = nearestAxes(grid);
        this.flipped = new boolean[AXES];
        int[] step = {1, grid.size(0), grid.size(0) * grid.size(1)};
        int first = 0;
        for (int w = 0; w < AXES; w++) {
            int axis = voxelAxis[w];
            size[w] = grid.size(axis);
            flipped[w] = grid.column(w, axis) < 0;
            stride[w] = flipped[w] ? -step[axis] : step[axis];
            first += flipped[w] ? step[axis] * (size[w] - 1) : 0;
        }
        this.offset = first;
        Distribution greys = mean.distribution();
        this.darkest = Math.min(greys.quantile(0.02), 0.25 * greys.quantile(0.98));
        this.brightest = greys.quantile(0.995);
    }

    /** The voxel axis nearest to each of x, y, z: the pair with the greatest cosine first, then among the rest. */
    private static int[] nearestAxes(VolumeGrid grid) {
        int[] nearest = {-1, -1, -1};
        boolean[] taken = new boolean[AXES];
        for (int round = 0; round < AXES; round++) {
            double best = -1;
            int bestWorld = 0;
            int bestAxis = 0;
            for (int cell = 0; cell < AXES * AXES; cell++) {
                int w = cell / AXES;
                int axis = cell % AXES;
                double cosine = Math.abs(grid.column(w, axis)) / grid.voxelSizeMm(axis);
                if (nearest[w] < 0 && !taken[axis] && cosine > best) {
                    best = cosine;
                    bestWorld = w;
                    bestAxis = axis;
                }
            }
            nearest[bestWorld] = bestAxis;
            taken[bestAxis] = true;
        }
        return nearest;
    }

    /** Voxels towards the right, the front, up. */
    int size(int axis) {
        return size[axis];
    }

    double voxelSizeMm(int axis) {
        return mean.grid().voxelSizeMm(voxelAxis[axis]);
    }

    /** The index in the group's arrays of the displayed voxel [3]. */
    int index(int... ras) {
        return offset + ras[0] * stride[0] + ras[1] * stride[1] + ras[2] * stride[2];
    }

    /** Which voxel axis (0 i, 1 j, 2 k) the displayed axis runs along. */
    int voxelAxis(int axis) {
        return voxelAxis[axis];
    }

    /** Whether the displayed axis runs against the voxel axis. */
    boolean flipped(int axis) {
        return flipped[axis];
    }

    /** The coordinate in mm along displayed axis {@code axis} of slice n, at the centre of the slice. */
    double slicePositionMm(int axis, int n) {
        double[] voxel = new double[AXES];
        for (int w = 0; w < AXES; w++) {
            double at = w == axis ? n : (size[w] - 1) / 2.0;
            voxel[voxelAxis[w]] = flipped[w] ? size[w] - 1 - at : at;
        }
        return mean.grid().positionMm(voxel[0], voxel[1], voxel[2])[axis];
    }

    /** The greatest angle between a displayed axis and its axis in mm, degrees. */
    double obliqueDegrees() {
        double least = 1;
        for (int w = 0; w < AXES; w++) {
            VolumeGrid g = mean.grid();
            least = Math.min(least, Math.abs(g.column(w, voxelAxis[w])) / g.voxelSizeMm(voxelAxis[w]));
        }
        return Math.toDegrees(Math.acos(Math.min(1, least)));
    }

    /** The displayed axis that slices are stacked along: one with too few voxels for a plane, else up. */
    int sliceAxis() {
        int thinnest = 2;
        for (int w = AXES - 1; w >= 0; w--) {
            thinnest = size[w] < size[thinnest] ? w : thinnest;
        }
        return size[thinnest] < THIN ? thinnest : 2;
    }

    /** Whether only the plane across the slice axis makes a picture. */
    boolean flat() {
        return size[sliceAxis()] < THIN;
    }

    /** The grey of element n, 0 to 1, NaN where the image has no value. */
    double grey(int n) {
        double v = mean.value(n);
        if (!Double.isFinite(v)) {
            return Double.NaN;
        }
        return brightest > darkest ? Math.min(1, Math.max(0, (v - darkest) / (brightest - darkest))) : 0.5;
    }

    TargetScores scores() {
        return scores;
    }

    VolumeGrid grid() {
        return mean.grid();
    }
}
