package org.neurobeam.preprocess.image;

/**
 * A symmetric filter along each axis, in place. Every pass pads a piece of the volume by reflection and then runs over
 * it in long contiguous loops, which the compiler turns into vector instructions whatever the shape of the volume.
 */
final class SeparableFilter {
    /** Floats of a block: small enough for the first-level cache, long enough for vectors. */
    private static final int BLOCK = 1024;

    private final int nx;
    private final int ny;
    private final int nz;

    SeparableFilter(VolumeGrid grid) {
        this.nx = grid.nx();
        this.ny = grid.ny();
        this.nz = grid.nz();
    }

    /** Filters every slice along i, then along j, while it is in the cache. */
    void alongIAndJ(float[] volume, float[] wi, float[] wj) {
        int ri = wi.length - 1;
        int rj = wj.length - 1;
        int row = nx + 2 * ri;
        float[] wide = new float[row * ny + 2 * ri];
        float[] filtered = new float[row * ny];
        float[] tall = new float[nx * (ny + 2 * rj)];
        for (int k = 0; k < nz; k++) {
            int slice = k * nx * ny;
            if (ri > 0) {
                padRows(volume, slice, wide, ri);
                blocks(wide, 0, 1, wi, filtered, 0, row * ny);
                for (int j = 0; j < ny; j++) {
                    System.arraycopy(filtered, j * row, volume, slice + j * nx, nx);
                }
            }
            if (rj > 0) {
                for (int j = -rj; j < ny + rj; j++) {
                    System.arraycopy(volume, slice + reflected(j, ny) * nx, tall, (j + rj) * nx, nx);
                }
                blocks(tall, 0, nx, wj, volume, slice, nx * ny);
            }
        }
    }

    /** Filters along k, block of columns by block of columns. */
    void alongK(float[] volume, float[] wk) {
        int rk = wk.length - 1;
        if (rk == 0) {
            return;
        }
        int slice = nx * ny;
        float[] deep = new float[BLOCK * (nz + 2 * rk)];
        for (int start = 0; start < slice; start += BLOCK) {
            int n = Math.min(BLOCK, slice - start);
            for (int k = -rk; k < nz + rk; k++) {
                System.arraycopy(volume, reflected(k, nz) * slice + start, deep, (k + rk) * n, n);
            }
            for (int k = 0; k < nz; k++) {
                weightedSum(deep, k * n, n, wk, volume, k * slice + start, n);
            }
        }
    }

    private void padRows(float[] volume, int slice, float[] wide, int radius) {
        int row = nx + 2 * radius;
        for (int j = 0; j < ny; j++) {
            int from = slice + j * nx;
            int to = j * row + radius;
            System.arraycopy(volume, from, wide, to, nx);
            for (int d = 1; d <= radius; d++) {
                wide[to - d] = volume[from + reflected(-d, nx)];
                wide[to + nx - 1 + d] = volume[from + reflected(nx - 1 + d, nx)];
            }
        }
    }

    /** d c b a | a b c d | d c b a, any distance outside. */
    private static int reflected(int i, int n) {
        int m = Math.floorMod(i, 2 * n);
        return m < n ? m : 2 * n - 1 - m;
    }

    private static void blocks(float[] in, int inFrom, int stride, float[] w, float[] out, int outFrom, int length) {
        for (int start = 0; start < length; start += BLOCK) {
            weightedSum(in, inFrom + start, stride, w, out, outFrom + start, Math.min(BLOCK, length - start));
        }
    }

    /** {@code out[i] = sum_d w[|d|] in[from + i + (radius + d) stride]}, d = -radius .. radius. */
    private static void weightedSum(float[] in, int from, int stride, float[] w, float[] out, int outFrom, int n) {
        int radius = w.length - 1;
        int middle = from + radius * stride;
        first(in, middle, stride, w, out, outFrom, n);
        int d = 2;
        for (; d + 1 <= radius; d += 2) {
            two(in, middle, d * stride, stride, w[d], w[d + 1], out, outFrom, n);
        }
        if (d <= radius) {
            one(in, middle - d * stride, middle + d * stride, w[d], out, outFrom, n);
        }
    }

    private static void first(float[] in, int middle, int stride, float[] w, float[] out, int outFrom, int n) {
        float w0 = w[0];
        float w1 = w[1];
        int left = middle - stride;
        int right = middle + stride;
        for (int i = 0; i < n; i++) {
            out[outFrom + i] = w0 * in[middle + i] + w1 * (in[left + i] + in[right + i]);
        }
    }

    private static void two(
            float[] in, int middle, int near, int stride, float wa, float wb, float[] out, int outFrom, int n) {
        int leftA = middle - near;
        int rightA = middle + near;
        int leftB = leftA - stride;
        int rightB = rightA + stride;
        for (int i = 0; i < n; i++) {
            out[outFrom + i] += wa * (in[leftA + i] + in[rightA + i]) + wb * (in[leftB + i] + in[rightB + i]);
        }
    }

    private static void one(float[] in, int left, int right, float w, float[] out, int outFrom, int n) {
        for (int i = 0; i < n; i++) {
            out[outFrom + i] += w * (in[left + i] + in[right + i]);
        }
    }
}
