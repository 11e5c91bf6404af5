package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/**
 * The causal smoother, applied at the native rate; all lengths are in samples.
 *
 * @param method which one
 * @param windowSize moving: nominal width, at least 1, made odd by adding 1; sample and past {@code windowSize / 2}
 * @param alpha exponential: weight of the new sample, 0 to 1
 * @param sigma gaussian: standard deviation of the one-sided kernel, finite and {@code > 0}
 */
public record SmoothingOptions(Method method, int windowSize, double alpha, double sigma) {
    private static final int DEFAULT_WINDOW = 15;
    private static final double DEFAULT_ALPHA = 0.5;
    private static final double DEFAULT_SIGMA = 5;

    /** The shape of the kernel. */
    public enum Method {
        /** Mean of the sample and the past half window. */
        MOVING,
        /** {@code y[i] = alpha x[i] + (1 - alpha) y[i-1]}. */
        EXPONENTIAL,
        /** One-sided Gaussian over the past. */
        GAUSSIAN,
        /** A copy. */
        NONE;

        /** As the configuration spells it, e.g. {@code moving}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SmoothingOptions {
        if (windowSize < 1) {
            throw new IllegalArgumentException("smooth.window_size must be >= 1 sample, found " + windowSize);
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("smooth.alpha must be from 0 to 1, found " + alpha);
        }
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("smooth.sigma must be finite and > 0 samples, found " + sigma);
        }
        windowSize += windowSize % 2 == 0 ? 1 : 0;
    }

    /** Moving, 15 samples, of which 8 are averaged. */
    public static SmoothingOptions defaults() {
        return new SmoothingOptions(Method.MOVING, DEFAULT_WINDOW, DEFAULT_ALPHA, DEFAULT_SIGMA);
    }

    /** The same lengths with another kernel. */
    public SmoothingOptions withMethod(Method choice) {
        return new SmoothingOptions(choice, windowSize, alpha, sigma);
    }
}
