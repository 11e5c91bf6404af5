package org.neurobeam.preprocess.image;

/** Linear interpolation along each axis. */
final class LinearSampler implements VoxelSampler {
    private final VolumeGrid grid;
    private final float[] x;

    LinearSampler(VolumeGrid grid, float... x) {
        this.grid = grid;
        this.x = x;
    }

    @Override
    public float at(double i, double j, double k) {
        if (i < 0 || j < 0 || k < 0) {
            return 0;
        }
        int i0 = (int) i;
        int j0 = (int) j;
        int k0 = (int) k;
        int origin = grid.index(i0, j0, k0);
        int di = i0 + 1 < grid.nx() ? 1 : 0;
        int dj = j0 + 1 < grid.ny() ? grid.nx() : 0;
        int dk = k0 + 1 < grid.nz() ? grid.nx() * grid.ny() : 0;
        double s = i - i0;
        double t = j - j0;
        double near = plane(origin, di, dj, s, t);
        double far = plane(origin + dk, di, dj, s, t);
        return (float) (near + (k - k0) * (far - near));
    }

    private double plane(int origin, int di, int dj, double s, double t) {
        double low = x[origin] + s * (x[origin + di] - x[origin]);
        double high = x[origin + dj] + s * (x[origin + dj + di] - x[origin + dj]);
        return low + t * (high - low);
    }
}
