package org.neurobeam.encoders.score;

import java.util.Arrays;

/**
 * Adjusted p-values that control the chance of any false discovery. NaN p-values stay NaN and are left out of the
 * count.
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
 * @see <a href="https://doi.org/10.1002/hbm.1058">Nichols and Holmes 2002</a>
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

    /**
     * By the distribution of the largest statistic of all targets under chance (Westfall and Young 1993), which knows how
     * the targets depend on each other:
     *
     * <pre>{@code p_v = (1 + #{b: max_b >= x_v}) / (1 + B)}</pre>
     *
     * @param statistics x of the data, computed by the same sums as the maxima so that ties are ties; larger is less
     *     likely by chance, NaN gives NaN
     * @param maxima of each draw over all targets, [B]; every target must have seen the same draws
     * @return [same length as statistics], at least 1 / (1 + B)
     */
    public static double[] largest(double[] statistics, double... maxima) {
        double[] sorted = maxima.clone();
        Arrays.sort(sorted);
        double[] p = new double[statistics.length];
        Arrays.setAll(
                p,
                v -> Double.isNaN(statistics[v])
                        ? Double.NaN
                        : (1.0 + sorted.length - below(sorted, statistics[v])) / (1 + sorted.length));
        return p;
    }

    /** Number of elements less than x. */
    private static int below(double[] sorted, double x) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
