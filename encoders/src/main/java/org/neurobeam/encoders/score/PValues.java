package org.neurobeam.encoders.score;

import java.util.stream.IntStream;

/** What every adjustment for many tests starts from. */
final class PValues {
    private PValues() {}

    /**
     * Places of the p-values from the smallest to the largest, without those that are NaN.
     *
     * @throws IllegalArgumentException for a p-value outside [0, 1]
     */
    static int[] ascending(double... p) {
        for (double x : p) {
            if (x < 0 || x > 1) {
                throw new IllegalArgumentException("p-values must be in [0, 1] but one is " + x);
            }
        }
        return IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((i, j) -> Double.compare(p[i], p[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
