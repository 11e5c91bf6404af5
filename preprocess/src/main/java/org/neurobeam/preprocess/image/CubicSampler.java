package org.neurobeam.preprocess.image;

/** Cubic B-spline interpolation with mirrored coefficients (c b a b c). */
final class CubicSampler implements VoxelSampler {
    private static final double POLE = Math.sqrt(3) - 2;
    private static final float GAIN = (float) ((1 - POLE) * (1 - 1 / POLE));

    /** From here on the powers of the pole are below 1e-18. */
    private static final int NEGLIGIBLE_AFTER = 32;

    private final int nx;
    private final int ny;
    private final int nz;
    private final float[] c;
    private final double[] wi = new double[4];
    private final double[] wj = new double[4];
    private final double[] wk = new double[4];
    private final int[] pi = new int[4];
    private final int[] pj = new int[4];
    private final int[] pk = new int[4];

    CubicSampler(VolumeGrid grid, float... x) {
        nx = grid.nx();
        ny = grid.ny();
        nz = grid.nz();
        c = x.clone();
        for (int row = 0; row < ny * nz; row++) {
            coefficients(row * nx, nx, 1, 1);
        }
        for (int k = 0; k < nz; k++) {
            coefficients(k * nx * ny, ny, nx, nx);
        }
        coefficients(0, nz, nx * ny, nx * ny);
    }

    @Override
    public float at(double i, double j, double k) {
        if (i < 0 || j < 0 || k < 0) {
            return 0;
        }
        weights(i, nx, 1, wi, pi);
        weights(j, ny, nx, wj, pj);
        weights(k, nz, nx * ny, wk, pk);
        double sum = 0;
        for (int r = 0; r < 4; r++) {
            double plane = 0;
            for (int q = 0; q < 4; q++) {
                int p = pk[r] + pj[q];
                double line = wi[0] * c[p + pi[0]] + wi[1] * c[p + pi[1]] + wi[2] * c[p + pi[2]] + wi[3] * c[p + pi[3]];
                plane += wj[q] * line;
            }
            sum += wk[r] * plane;
        }
        return (float) sum;
    }

    private static void weights(double x, int n, int stride, double[] w, int[] place) {
        int floor = (int) x;
        double t = x - floor;
        double u = 1 - t;
        w[0] = u * u * u / 6;
        w[1] = 2.0 / 3 - t * t * (2 - t) / 2;
        w[2] = 2.0 / 3 - u * u * (1 + t) / 2;
        w[3] = t * t * t / 6;
        for (int d = 0; d < 4; d++) {
            place[d] = mirrored(floor - 1 + d, n) * stride;
        }
    }

    /** d c b | a b c d | c b a: about the middle of the outer voxels. */
    private static int mirrored(int i, int n) {
        if (n == 1) {
            return 0;
        }
        int m = Math.floorMod(i, 2 * n - 2);
        return m < n ? m : 2 * n - 2 - m;
    }

    /** Values to coefficients along one axis for a run of neighbouring lines: causal, then anticausal recursion. */
    private void coefficients(int from, int n, int stride, int lines) {
        if (n == 1) {
            return;
        }
        float z = (float) POLE;
        start(from, n, stride, lines);
        for (int a = 1; a < n; a++) {
            int p = from + a * stride;
            for (int l = 0; l < lines; l++) {
                c[p + l] = GAIN * c[p + l] + z * c[p - stride + l];
            }
        }
        int end = from + (n - 1) * stride;
        float factor = (float) (POLE / (POLE * POLE - 1));
        for (int l = 0; l < lines; l++) {
            c[end + l] = factor * (z * c[end - stride + l] + c[end + l]);
        }
        for (int a = n - 2; a >= 0; a--) {
            int p = from + a * stride;
            for (int l = 0; l < lines; l++) {
                c[p + l] = z * (c[p + stride + l] - c[p + l]);
            }
        }
    }

    /** The first causal coefficient: the sum over the mirrored line, whose period is 2 n - 2. */
    private void start(int from, int n, int stride, int lines) {
        double[] w = new double[Math.min(n, NEGLIGIBLE_AFTER)];
        for (int a = 0; a < w.length; a++) {
            boolean once = a == 0 || a == n - 1;
            w[a] = Math.pow(POLE, a) + (once ? 0 : Math.pow(POLE, 2.0 * n - 2 - a));
        }
        double scale = GAIN / (1 - Math.pow(POLE, 2.0 * n - 2));
        for (int l = 0; l < lines; l++) {
            double sum = 0;
            for (int a = 0; a < w.length; a++) {
                sum += w[a] * c[from + a * stride + l];
            }
            c[from + l] = (float) (scale * sum);
        }
    }
}
