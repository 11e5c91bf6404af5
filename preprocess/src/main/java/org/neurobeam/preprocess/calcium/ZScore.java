package org.neurobeam.preprocess.calcium;

/**
 * Mean and population standard deviation of the samples present, in two passes.
 *
 * @param mean NaN when no sample is present
 * @param std population standard deviation
 * @param present samples that are not NaN
 * @param constant whether all of them are equal up to rounding
 */
record ZScore(double mean, double std, int present, boolean constant) {
    /** Smoothing and interpolation of a constant leave rounding of this order, recorded signals vary much more. */
    private static final double ROUNDING = 1e-13;

    static ZScore of(double[] x) {
        // four sums at a time: one addition need not wait for the one before
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i];
        }
        double sum = a + b + (c + d);
        return Double.isFinite(sum) && x.length > 0 ? complete(x, sum / x.length) : withGaps(x);
    }

    private static ZScore complete(double[] x, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            a += (x[i] - mean) * (x[i] - mean);
            b += (x[i + 1] - mean) * (x[i + 1] - mean);
            c += (x[i + 2] - mean) * (x[i + 2] - mean);
            d += (x[i + 3] - mean) * (x[i + 3] - mean);
        }
        for (; i < x.length; i++) {
            a += (x[i] - mean) * (x[i] - mean);
        }
        double std = Math.sqrt((a + b + (c + d)) / x.length);
        // only what varies so little can be constant: the largest value is not needed otherwise
        boolean constant =
                std <= ROUNDING * (Math.abs(mean) + std * Math.sqrt(x.length)) && std <= ROUNDING * largest(x);
        return new ZScore(mean, std, x.length, constant);
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Double.isNaN(v) ? largest : Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    private static ZScore withGaps(double[] x) {
        double sum = 0;
        int present = 0;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                sum += v;
                present++;
            }
        }
        double mean = sum / present;
        double squares = 0;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                squares += (v - mean) * (v - mean);
            }
        }
        double std = Math.sqrt(squares / present);
        return new ZScore(mean, std, present, present > 0 && std <= ROUNDING * largest(x));
    }

    /** {@code (x - mean) / std} in z; 0 where the signal is constant. */
    double[] apply(double[] x, double[] z) {
        for (int i = 0; i < x.length; i++) {
            boolean flat = constant && !Double.isNaN(x[i]);
            z[i] = flat ? 0 : (x[i] - mean) / std;
        }
        return z;
    }
}
