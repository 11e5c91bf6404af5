package org.neurobeam.preprocess.cleaning;

/**
 * Removes mean and linear trend.
 *
 * <pre>{@code x -= mean(x);  t_i = i - mean(i), t /= ||t||;  x -= t (t'x)}</pre>
 */
final class LinearTrend {
    private LinearTrend() {}

    /** Mean of samples [from, from + n). */
    static double mean(double[] x, int from, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = from + n;
        int i = from;
        // four sums: one would wait for its own last addition at every sample
        for (; i + 3 < end; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < end; i++) {
            a += x[i];
        }
        return (a + b + (c + d)) / n;
    }

    /** Detrends samples [from, from + n) in place, given their mean; leaves a single sample as it is. */
    static void remove(double[] x, int from, int n, double mean) {
        if (n < 2) {
            return;
        }
        double centre = (n - 1) / 2.0;
        // sum of (i - centre)^2
        double norm2 = n * ((double) n * n - 1) / 12;
        double a = 0;
        double b = 0;
        for (int i = 0; i < n - 1; i += 2) {
            a += (i - centre) * (x[from + i] - mean);
            b += (i + 1 - centre) * (x[from + i + 1] - mean);
        }
        if (n % 2 == 1) {
            a += (n - 1 - centre) * (x[from + n - 1] - mean);
        }
        double slope = (a + b) / norm2;
        for (int i = 0; i < n; i++) {
            x[from + i] -= mean + slope * (i - centre);
        }
    }
}
