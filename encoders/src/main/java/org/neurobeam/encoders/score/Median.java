package org.neurobeam.encoders.score;

import java.util.Arrays;

/** The median of the numbers that are not NaN; NaN if there are none. */
final class Median {
    private Median() {}

    static double of(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
    }
}
