package org.neurobeam.encoders.score;

import java.util.Arrays;

/**
 * Adjusted p-values that control the chance of any false discovery. NaN p-values stay NaN and are left out of the
 * count.
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
 */
public final class FamilywiseError {
    private FamilywiseError() {}

    /** {@code max over j <= i of (N - j + 1) p_(j)}, capped at 1, [same length]; for any dependence. */
    public static double[] holm(double... p) {
        int[] order = PValues.ascending(p);
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, p[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
