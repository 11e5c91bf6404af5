package org.neurobeam.preprocess.calcium;

/**
 * The derivative on irregular times, second order inside, first differences at the edges:
 *
 * <pre>{@code d[i] = (hs^2 x[i+1] + (hd^2 - hs^2) x[i] - hd^2 x[i-1]) / (hs hd (hs + hd))}</pre>
 *
 * with {@code hs = t[i] - t[i-1]} and {@code hd = t[i+1] - t[i]}. O(T). NaN wherever one of the three samples is.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1988-0935077-0">Fornberg 1988</a>
 */
final class Derivative {
    private Derivative() {}

    /**
     * @param t times in s, [T], T at least 2
     * @param x values, [T]
     * @param d [T], overwritten
     * @return d, unit of x per s
     */
    static double[] of(double[] t, double[] x, double[] d) {
        int last = t.length - 1;
        d[0] = (x[1] - x[0]) / (t[1] - t[0]);
        d[last] = (x[last] - x[last - 1]) / (t[last] - t[last - 1]);
        for (int i = 1; i < last; i++) {
            double hs = t[i] - t[i - 1];
            double hd = t[i + 1] - t[i];
            d[i] = (hs * hs * x[i + 1] + (hd * hd - hs * hs) * x[i] - hd * hd * x[i - 1]) / (hs * hd * (hs + hd));
        }
        return d;
    }
}
