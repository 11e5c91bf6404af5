package org.neurobeam.encoders.compare;

import java.util.Arrays;

/** A statistic of each target with its spread over bootstrap draws. NaN where it is undefined. */
public final class Resampled {
    /** Share of the draws inside the percentile interval. */
    public static final double LEVEL = 0.95;

    private final double[] value;
    private final double[] standardError;
    private final double[] lower;
    private final double[] upper;
    private final double[] pValue;
    private final double[] twoSided;

    Resampled(int targets) {
        value = new double[targets];
        standardError = new double[targets];
        lower = new double[targets];
        upper = new double[targets];
        pValue = new double[targets];
        twoSided = new double[targets];
    }

    /** Takes a target; draw 0 is the value itself. Undefined draws are left out of spread and interval. */
    void summarise(int target, double[] draws) {
        int drawn = draws.length - 1;
        double[] ascending = Arrays.copyOfRange(draws, 1, draws.length);
        Arrays.sort(ascending);
        int known = drawn;
        // sorting puts NaN last
        while (known > 0 && Double.isNaN(ascending[known - 1])) {
            known--;
        }
        double[] sorted = known == drawn ? ascending : Arrays.copyOf(ascending, known);
        boolean defined = !Double.isNaN(draws[0]) && known > 1;
        value[target] = draws[0];
        standardError[target] = defined ? deviation(sorted) : Double.NaN;
        lower[target] = defined ? quantile(sorted, (1 - LEVEL) / 2) : Double.NaN;
        upper[target] = defined ? quantile(sorted, (1 + LEVEL) / 2) : Double.NaN;
        int positive = 0;
        while (positive < known && sorted[known - 1 - positive] > 0) {
            positive++;
        }
        int negative = 0;
        while (negative < known && sorted[negative] < 0) {
            negative++;
        }
        // an undefined draw does not speak for either model
        pValue[target] = defined ? (drawn - positive + 1.0) / (drawn + 1) : Double.NaN;
        double less = (drawn - negative + 1.0) / (drawn + 1);
        twoSided[target] = Math.min(1, 2 * Math.min(pValue[target], less));
    }

    private static double deviation(double[] x) {
        double mean = 0;
        for (double a : x) {
            mean += a / x.length;
        }
        double squares = 0;
        for (double a : x) {
            squares += (a - mean) * (a - mean);
        }
        return Math.sqrt(squares / (x.length - 1));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The statistic of the data, [t]. */
    public double[] value() {
        return value.clone();
    }

    /** Standard deviation over draws, [t]. */
    public double[] standardError() {
        return standardError.clone();
    }

    /** 2.5th percentile of the draws, [t]. */
    public double[] lower() {
        return lower.clone();
    }

    /** 97.5th percentile of the draws, [t]. */
    public double[] upper() {
        return upper.clone();
    }

    /** {@code (#{draw <= 0} + 1) / (B + 1)}, [t]: small where the statistic is surely positive. */
    public double[] pValues() {
        return pValue.clone();
    }

    /** Twice the smaller of {@link #pValues} and {@code (#{draw >= 0} + 1) / (B + 1)}, at most 1, [t]. */
    public double[] twoSidedPValues() {
        return twoSided.clone();
    }

    /** Number of targets without a value. */
    public int undefined() {
        return (int) Arrays.stream(value).filter(Double::isNaN).count();
    }
}
