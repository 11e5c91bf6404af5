package org.neurobeam.encoders.score;

import java.util.Arrays;

/**
 * Adjusted p-values that control the false discovery rate. NaN p-values stay NaN and are left out of the count.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg 1995</a>
 * @see <a href="https://doi.org/10.1214/aos/1013699998">Benjamini and Yekutieli 2001</a>
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** {@code min over j >= i of p_(j) N / j}, capped at 1, [same length]; for independent or positive dependence. */
    public static double[] benjaminiHochberg(double... p) {
        return adjust(p, 1);
    }

    /** Benjamini-Hochberg times the sum of 1/i for i = 1..N; for any dependence. */
    public static double[] benjaminiYekutieli(double... p) {
        long n = Arrays.stream(p).filter(x -> !Double.isNaN(x)).count();
        double harmonic = 0;
        for (int i = 1; i <= n; i++) {
            harmonic += 1.0 / i;
        }
        return adjust(p, harmonic);
    }

    private static double[] adjust(double[] p, double factor) {
        int[] order = PValues.ascending(p);
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            least = Math.min(least, p[order[rank - 1]] * factor * order.length / rank);
            adjusted[order[rank - 1]] = least;
        }
        return adjusted;
    }
}
