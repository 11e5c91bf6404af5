package org.neurobeam.encoders.score;

/** Circular cross-correlation of two real series of any length by a zero-padded radix-2 FFT: O(n log n). */
final class CrossCorrelation {
    private final int n;
    private final int size;
    private final double[] cos;
    private final double[] sin;
    private final double[] re;
    private final double[] im;

    /** For series of n samples; not safe for several threads. */
    CrossCorrelation(int n) {
        this.n = n;
        this.size = Math.max(2, Integer.highestOneBit(Math.max(1, 2 * n - 1)) << 1);
        this.cos = new double[size / 2];
        this.sin = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = Math.sin(2 * Math.PI * k / size);
        }
        this.re = new double[size];
        this.im = new double[size];
    }

    /** {@code c_k = sum_i y_i f_((i - k) mod n)}, [n]. */
    double[] circular(double[] y, double[] f) {
        java.util.Arrays.fill(re, 0);
        java.util.Arrays.fill(im, 0);
        System.arraycopy(y, 0, re, 0, n);
        System.arraycopy(f, 0, im, 0, n);
        transform();
        multiplySpectra();
        // the inverse transform is the forward one of the conjugate
        transform();
        double[] c = new double[n];
        for (int k = 0; k < n; k++) {
            double wrapped = k == 0 ? 0 : re[size - n + k];
            c[k] = (re[k] + wrapped) / size;
        }
        return c;
    }

    /** From Z = FFT(y + i f) the conjugate of Y conj(F). */
    private void multiplySpectra() {
        for (int k = 0; k <= size / 2; k++) {
            int m = (size - k) % size;
            double yr = (re[k] + re[m]) / 2;
            double yi = (im[k] - im[m]) / 2;
            double fr = (im[k] + im[m]) / 2;
            double fi = (re[m] - re[k]) / 2;
            double cr = yr * fr + yi * fi;
            double ci = yi * fr - yr * fi;
            re[k] = cr;
            im[k] = -ci;
            re[m] = cr;
            im[m] = ci;
        }
    }

    private void transform() {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int length = 2; length <= size; length <<= 1) {
            int half = length / 2;
            int step = size / length;
            for (int start = 0; start < size; start += length) {
                for (int k = 0; k < half; k++) {
                    butterfly(start + k, start + k + half, k * step);
                }
            }
        }
    }

    private void butterfly(int a, int b, int w) {
        double xr = re[b] * cos[w] + im[b] * sin[w];
        double xi = im[b] * cos[w] - re[b] * sin[w];
        re[b] = re[a] - xr;
        im[b] = im[a] - xi;
        re[a] += xr;
        im[a] += xi;
    }

    private static void swap(double[] x, int i, int j) {
        double t = x[i];
        x[i] = x[j];
        x[j] = t;
    }
}
