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
        double sum = 0;
        int present = 0;
        double largest = 0;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                sum += v;
                present++;
                largest = Math.max(largest, Math.abs(v));
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
        return new ZScore(mean, std, present, present > 0 && std <= ROUNDING * largest);
    }

    /** {@code (x - mean) / std}; 0 where the signal is constant. */
    double[] apply(double[] x) {
        double[] z = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            boolean flat = constant && !Double.isNaN(x[i]);
            z[i] = flat ? 0 : (x[i] - mean) / std;
        }
        return z;
    }
}
