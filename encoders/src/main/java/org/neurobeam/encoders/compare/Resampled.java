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

    Resampled(int targets) {
        value = new double[targets];
        standardError = new double[targets];
        lower = new double[targets];
        upper = new double[targets];
        pValue = new double[targets];
    }

    /** Takes a target; draw 0 is the value itself. Undefined draws are left out of spread and interval. */
    void summarise(int target, double[] draws) {
        double[] sorted = Arrays.stream(draws, 1, draws.length)
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        boolean defined = !Double.isNaN(draws[0]) && sorted.length > 1;
        value[target] = draws[0];
        double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
        double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
        standardError[target] = defined ? Math.sqrt(squares / (sorted.length - 1)) : Double.NaN;
        lower[target] = defined ? quantile(sorted, (1 - LEVEL) / 2) : Double.NaN;
        upper[target] = defined ? quantile(sorted, (1 + LEVEL) / 2) : Double.NaN;
        // an undefined draw does not speak for the first model
        long positive = Arrays.stream(sorted).filter(x -> x > 0).count();
        int drawn = draws.length - 1;
        pValue[target] = defined ? (drawn - positive + 1.0) / (drawn + 1) : Double.NaN;
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

    /** Number of targets without a value. */
    public int undefined() {
        return (int) Arrays.stream(value).filter(Double::isNaN).count();
    }
}
