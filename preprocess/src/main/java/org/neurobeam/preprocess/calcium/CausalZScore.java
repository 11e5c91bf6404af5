package org.neurobeam.preprocess.calcium;

import java.util.Arrays;

/**
 * The z-score of each sample by mean and population standard deviation of the samples so far, variance at least 1e-8.
 *
 * <p>Fixed mode: Welford's update over the samples present; the formula of the published mode subtracts large numbers,
 * and interpolates missing samples for the statistics, which looks ahead. O(T).
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 */
final class CausalZScore {
    private static final double SMALLEST_VARIANCE = 1e-8;

    private final double[] mean;
    private final double[] std;
    private final double[] z;

    CausalZScore(double[] x, CalciumMode mode) {
        this.mean = new double[x.length];
        this.std = new double[x.length];
        this.z = new double[x.length];
        if (mode == CalciumMode.FIXED) {
            welford(x);
        } else {
            published(x);
        }
        for (int i = 0; i < x.length; i++) {
            z[i] = (x[i] - mean[i]) / std[i];
        }
    }

    private void welford(double[] x) {
        double m = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(x[i])) {
                n++;
                double delta = x[i] - m;
                m += delta / n;
                squares += delta * (x[i] - m);
            }
            mean[i] = n == 0 ? Double.NaN : m;
            std[i] = n == 0 ? Double.NaN : Math.sqrt(Math.max(squares / n, SMALLEST_VARIANCE));
        }
    }

    private void published(double[] x) {
        double[] filled = filled(x);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            sum += filled[i];
            squares += filled[i] * filled[i];
            mean[i] = sum / (i + 1);
            std[i] = Math.sqrt(Math.max(squares / (i + 1) - mean[i] * mean[i], SMALLEST_VARIANCE));
        }
    }

    /** Gaps filled on straight lines by sample number, the ends with the nearest sample. */
    private static double[] filled(double[] x) {
        double[] y = x.clone();
        int previous = -1;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(x[i])) {
                fill(y, previous, i);
                previous = i;
            }
        }
        if (previous >= 0) {
            Arrays.fill(y, previous + 1, y.length, y[previous]);
        }
        return y;
    }

    private static void fill(double[] y, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            y[i] = from < 0 ? y[to] : y[from] + (y[to] - y[from]) * (i - from) / (to - from);
        }
    }

    double[] z() {
        return z;
    }

    double[] mean() {
        return mean;
    }

    double[] std() {
        return std;
    }
}
