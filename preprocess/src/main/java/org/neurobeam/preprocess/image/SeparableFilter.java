package org.neurobeam.preprocess.image;

/**
 * A symmetric filter along each axis, in place. Every pass pads a piece of the volume by reflection and then runs over
 * it in long contiguous loops, which the compiler turns into vector instructions whatever the shape of the volume. One thread.
 */
final class SeparableFilter {
    /** Floats of a block: small enough for the first-level cache, long enough for vectors. */
    private static final int BLOCK = 1024;

    private final int nx;
    private final int ny;
    private final int nz;
    private final float[] sum = new float[BLOCK];
    private final float[] left = new float[BLOCK];
    private final float[] right = new float[BLOCK];
    private final float[] left2 = new float[BLOCK];
    private final float[] right2 = new float[BLOCK];

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
                blocks(wide, 1, wi, filtered, 0, row * ny);
                for (int j = 0; j < ny; j++) {
                    System.arraycopy(filtered, j * row, volume, slice + j * nx, nx);
                }
            }
            if (rj > 0) {
                for (int j = -rj; j < ny + rj; j++) {
                    System.arraycopy(volume, slice + reflected(j, ny) * nx, tall, (j + rj) * nx, nx);
                }
                blocks(tall, nx, wj, volume, slice, nx * ny);
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

    private void blocks(float[] in, int stride, float[] w, float[] out, int outFrom, int length) {
        for (int start = 0; start < length; start += BLOCK) {
            weightedSum(in, start, stride, w, out, outFrom + start, Math.min(BLOCK, length - start));
        }
    }

    /**
     * {@code out[i] = sum_d w[|d|] in[from + i + (radius + d) stride]}, d = -radius .. radius.
     *
     * <p>The shifted pieces are copied to windows first: loops over several arrays become vector instructions only where
     * all arrays have the same index, since the compiler cannot exclude that two of them are one.
     */
    private void weightedSum(float[] in, int from, int stride, float[] w, float[] out, int outFrom, int n) {
        int radius = w.length - 1;
        int middle = from + radius * stride;
        System.arraycopy(in, middle, sum, 0, n);
        scale(sum, w[0], n);
        int d = 1;
        for (; d + 1 <= radius; d += 2) {
            pair(in, middle, d * stride, n);
            System.arraycopy(in, middle - (d + 1) * stride, left2, 0, n);
            System.arraycopy(in, middle + (d + 1) * stride, right2, 0, n);
            add(sum, left, right, w[d], left2, right2, w[d + 1], n);
        }
        if (d <= radius) {
            pair(in, middle, d * stride, n);
            add(sum, left, right, w[d], n);
        }
        System.arraycopy(sum, 0, out, outFrom, n);
    }

    private void pair(float[] in, int middle, int distance, int n) {
        System.arraycopy(in, middle - distance, left, 0, n);
        System.arraycopy(in, middle + distance, right, 0, n);
    }

    private static void scale(float[] sum, float w, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] = w * sum[i];
        }
    }

    private static void add(float[] sum, float[] a, float[] b, float w, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += w * (a[i] + b[i]);
        }
    }

    private static void add(float[] sum, float[] a1, float[] b1, float w1, float[] a2, float[] b2, float w2, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += w1 * (a1[i] + b1[i]) + w2 * (a2[i] + b2[i]);
        }
    }
}
