package org.neurobeam.preprocess.calcium;

import java.util.Arrays;
import java.util.Locale;

/**
 * The causal smoothers: a sample depends on itself and its past alone.
 *
 * <p>Fixed mode: a sample is NaN where x[i] is, otherwise the weights are renormalised over the samples present; the
 * exponential carries its last state. As published: NaN spreads as in plain arithmetic. Immutable.
 */
final class CausalSmoother {
    /** Weights beyond this many sigma are below 2e-22 of the first. */
    private static final double REACH_SIGMA = 10;

    private final SmoothingOptions options;
    private final boolean skipMissing;
    /** Weights of lag 0, 1, ... of the moving and Gaussian kernels. */
    private final double[] kernel;

    CausalSmoother(SmoothingOptions options, CalciumMode mode) {
        this.options = options;
        this.skipMissing = mode == CalciumMode.FIXED;
        this.kernel = kernel(options);
    }

    private static double[] kernel(SmoothingOptions options) {
        return switch (options.method()) {
            case MOVING -> {
                double[] ones = new double[options.windowSize() / 2 + 1];
                Arrays.fill(ones, 1);
                yield ones;
            }
            case GAUSSIAN -> {
                double sigma = options.sigma();
                double[] weights = new double[(int) Math.min(1 << 24, Math.ceil(REACH_SIGMA * sigma)) + 1];
                for (int k = 0; k < weights.length; k++) {
                    weights[k] = Math.exp(-(double) k * k / (2 * sigma * sigma));
                }
                yield weights;
            }
            case EXPONENTIAL, NONE -> new double[0];
        };
    }

    /**
     * The smoothed copy.
     *
     * @param y [T], overwritten
     * @return y
     */
    double[] apply(double[] x, double[] y) {
        switch (options.method()) {
            case MOVING, GAUSSIAN -> weighted(x, y);
            case EXPONENTIAL -> exponential(x, y);
            case NONE -> System.arraycopy(x, 0, y, 0, x.length);
        }
        return y;
    }

    /** A sum without missing samples is that of the samples present; only the others are done again. */
    private void weighted(double[] x, double[] y) {
        weightedSums(x, y);
        for (int i = 0; skipMissing && i < x.length; i++) {
            if (Double.isNaN(y[i])) {
                boolean missing = Double.isNaN(x[i]);
                y[i] = missing ? Double.NaN : sumOfPresent(x, i, Math.min(i + 1, kernel.length));
            }
        }
    }

    /** Lag by lag over all samples: the order of each sum is that of the lags, and the processor adds several at once. */
    private void weightedSums(double[] x, double[] y) {
        Arrays.fill(y, 0);
        int lags = Math.min(kernel.length, x.length);
        for (int k = 0; k < lags; k++) {
            double weight = kernel[k];
            for (int i = k; i < x.length; i++) {
                y[i] += weight * x[i - k];
            }
        }
        double norm = 0;
        for (int i = 0; i < x.length; i++) {
            norm += i < kernel.length ? kernel[i] : 0;
            y[i] /= norm;
        }
    }

    private double sumOfPresent(double[] x, int i, int lags) {
        double sum = 0;
        double norm = 0;
        for (int k = 0; k < lags; k++) {
            if (!Double.isNaN(x[i - k])) {
                sum += kernel[k] * x[i - k];
                norm += kernel[k];
            }
        }
        return sum / norm;
    }

    private void exponential(double[] x, double[] y) {
        double a = options.alpha();
        double state = x[0];
        for (int i = 0; i < x.length; i++) {
            boolean missing = skipMissing && Double.isNaN(x[i]);
            if (!missing) {
                boolean first = i == 0 || (skipMissing && Double.isNaN(state));
                state = first ? x[i] : a * x[i] + (1 - a) * state;
            }
            y[i] = missing ? Double.NaN : state;
        }
    }

    /** Samples that are effectively averaged: the sum of the weights over the weight of the newest sample. */
    double effectiveSamples() {
        return switch (options.method()) {
            case MOVING, GAUSSIAN -> Arrays.stream(kernel).sum();
            case EXPONENTIAL -> 1 / options.alpha();
            case NONE -> 1;
        };
    }

    /**
     * Operation, parameters and effective length, e.g. {@code moving(window=15 samples, effective=8 samples = 4.8 s)}.
     *
     * @param medianDtSeconds NaN when no times are known, then the length in s is left out
     */
    String describe(double medianDtSeconds) {
        String parameters = switch (options.method()) {
            case MOVING -> "window=" + options.windowSize() + " samples";
            case EXPONENTIAL -> "alpha=" + options.alpha();
            case GAUSSIAN -> "sigma=" + options.sigma() + " samples";
            case NONE -> "";
        };
        if (parameters.isEmpty()) {
            return "smooth_none()";
        }
        double samples = effectiveSamples();
        String seconds =
                Double.isNaN(medianDtSeconds) ? "" : String.format(Locale.ROOT, " = %.4g s", samples * medianDtSeconds);
        return String.format(
                Locale.ROOT,
                "smooth_%s(%s, effective=%.4g samples%s)",
                options.method().word(),
                parameters,
                samples,
                seconds);
    }
}
