package org.neurobeam.encoders.compare;

import java.util.Arrays;
import org.neurobeam.encoders.score.FamilywiseError;

/**
 * What chance gives: of each target how many draws reach its statistic, of each draw the largest statistic of any
 * target. Tiles that saw the same draws are put together in any order of computation.
 *
 * <pre>{@code p = (1 + #{null >= observed}) / (1 + B)}</pre>
 *
 * <p>The family-wise p-value of a target counts the draws whose maximum over all targets reaches its statistic.
 * Undefined targets are NaN and take no part in the maximum.
 *
 * @see <a href="https://doi.org/10.1002/hbm.1058">Nichols and Holmes 2002</a>
 */
public final class ChanceNull {
    private final double[] observed;
    private final double[] extremity;
    private final int[] reached;
    private final double[] maxima;

    private ChanceNull(double[] observed, double[] extremity, int[] reached, double[] maxima) {
        this.observed = observed;
        this.extremity = extremity;
        this.reached = reached;
        this.maxima = maxima;
    }

    /** Counts draws as they come. */
    static final class Counter {
        private final double[] observed;
        private final double[] extremity;
        private final int[] reached;
        private final double[] maxima;
        private final Tail tail;

        Counter(int targets, int draws, Tail tail) {
            this.observed = new double[targets];
            this.extremity = new double[targets];
            this.reached = new int[targets];
            this.maxima = new double[draws];
            this.tail = tail;
            Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        }

        /** Takes the statistics of the data, computed by the same sums as the draws, so that ties are ties. */
        void observe(double[] statistics, int first, int width) {
            for (int v = 0; v < width; v++) {
                observed[first + v] = statistics[v];
                extremity[first + v] = tail.extremity(statistics[v]);
            }
        }

        /** Counts the statistics of a draw for width targets from first on. */
        void count(int draw, double[] statistics, int first, int width) {
            double max = maxima[draw];
            for (int v = 0; v < width; v++) {
                double x = tail.extremity(statistics[v]);
                // comparisons with NaN are false: undefined targets count nothing
                if (x >= extremity[first + v]) {
                    reached[first + v]++;
                }
                if (x > max) {
                    max = x;
                }
            }
            maxima[draw] = max;
        }

        ChanceNull result() {
            return new ChanceNull(observed, extremity, reached, maxima);
        }
    }

    /**
     * The targets of this tile and of the next one.
     *
     * @throws IllegalArgumentException if the tiles saw different numbers of draws
     */
    public ChanceNull followedBy(ChanceNull next) {
        if (next.maxima.length != maxima.length) {
            throw new IllegalArgumentException("tiles of " + maxima.length + " and " + next.maxima.length
                    + " draws; all tiles must see the same draws");
        }
        int t = observed.length;
        int[] counts = Arrays.copyOf(reached, t + next.reached.length);
        System.arraycopy(next.reached, 0, counts, t, next.reached.length);
        double[] max = new double[maxima.length];
        Arrays.setAll(max, b -> Math.max(maxima[b], next.maxima[b]));
        return new ChanceNull(joined(observed, next.observed), joined(extremity, next.extremity), counts, max);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Statistic of each target, [t]. */
    public double[] observed() {
        return observed.clone();
    }

    /** Number of draws, B. */
    public int draws() {
        return maxima.length;
    }

    /** Number of targets without a statistic. */
    public int undefined() {
        return (int) Arrays.stream(observed).filter(Double::isNaN).count();
    }

    /** p-value of each target by itself, [t]; at least 1 / (1 + B). */
    public double[] pValues() {
        double[] p = new double[observed.length];
        Arrays.setAll(p, v -> Double.isNaN(observed[v]) ? Double.NaN : (1.0 + reached[v]) / (1 + maxima.length));
        return p;
    }

    /** Largest statistic of any target in each draw, [B]; negative infinity where none is defined. */
    public double[] maxima() {
        return maxima.clone();
    }

    /** p-value of each target that holds the family-wise error over all targets put together, [t]. */
    public double[] familywisePValues() {
        // the statistic of an undefined target is NaN, and so is its extremity
        return FamilywiseError.largest(extremity, maxima);
    }
}
