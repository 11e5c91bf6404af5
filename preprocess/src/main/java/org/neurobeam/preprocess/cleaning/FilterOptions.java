package org.neurobeam.preprocess.cleaning;

import java.util.OptionalDouble;

/**
 * The temporal filter.
 *
 * @param kind a Butterworth filter without cut-offs filters nothing
 * @param lowPassHz upper end of the pass band in Hz, finite and {@code > 0}; Butterworth only
 * @param highPassHz lower end of the pass band in Hz, finite and {@code > 0}; required by the cosine filter
 * @param trSeconds time between volumes in s, finite and {@code > 0}; required as soon as a cut-off is set
 */
public record FilterOptions(Kind kind, OptionalDouble lowPassHz, OptionalDouble highPassHz, OptionalDouble trSeconds) {

    /** The family of the filter. */
    public enum Kind {
        /** No filter; censored volumes are dropped before detrending. */
        NONE,
        /** Order 5, zero phase, also applied to the confounds; censored volumes are interpolated while filtering. */
        BUTTERWORTH,
        /** Discrete cosines below the cut-off are regressed out with the confounds; high-pass only. */
        COSINE
    }

    public FilterOptions {
        positive("lowPassHz", lowPassHz);
        positive("highPassHz", highPassHz);
        positive("trSeconds", trSeconds);
        if (kind == Kind.COSINE && (highPassHz.isEmpty() || lowPassHz.isPresent())) {
            throw new IllegalArgumentException("the cosine filter needs highPassHz and no lowPassHz, found highPassHz "
                    + highPassHz + " and lowPassHz " + lowPassHz + "; use BUTTERWORTH for a low-pass");
        }
        if (kind == Kind.NONE && (highPassHz.isPresent() || lowPassHz.isPresent())) {
            throw new IllegalArgumentException("filter NONE with highPassHz " + highPassHz + " and lowPassHz "
                    + lowPassHz + "; leave the cut-offs out or choose BUTTERWORTH or COSINE");
        }
        if ((highPassHz.isPresent() || lowPassHz.isPresent()) && trSeconds.isEmpty()) {
            throw new IllegalArgumentException("a cut-off needs trSeconds, a finite number > 0");
        }
        if (highPassHz.isPresent() && lowPassHz.isPresent() && highPassHz.getAsDouble() >= lowPassHz.getAsDouble()) {
            throw new IllegalArgumentException("highPassHz must be below lowPassHz, found " + highPassHz.getAsDouble()
                    + " and " + lowPassHz.getAsDouble());
        }
    }

    private static void positive(String name, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() > 0 && value.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and > 0, found " + value.getAsDouble());
        }
    }

    /** Butterworth without cut-offs: nothing is filtered. */
    public static FilterOptions defaults() {
        return new FilterOptions(
                Kind.BUTTERWORTH, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** No filter. */
    public static FilterOptions none() {
        return new FilterOptions(Kind.NONE, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Butterworth pass band from highPassHz to lowPassHz. */
    public static FilterOptions bandPass(double highPassHz, double lowPassHz, double trSeconds) {
        return new FilterOptions(
                Kind.BUTTERWORTH,
                OptionalDouble.of(lowPassHz),
                OptionalDouble.of(highPassHz),
                OptionalDouble.of(trSeconds));
    }

    /** Butterworth high-pass. */
    public static FilterOptions highPass(double highPassHz, double trSeconds) {
        return new FilterOptions(
                Kind.BUTTERWORTH, OptionalDouble.empty(), OptionalDouble.of(highPassHz), OptionalDouble.of(trSeconds));
    }

    /** Butterworth low-pass. */
    public static FilterOptions lowPass(double lowPassHz, double trSeconds) {
        return new FilterOptions(
                Kind.BUTTERWORTH, OptionalDouble.of(lowPassHz), OptionalDouble.empty(), OptionalDouble.of(trSeconds));
    }

    /** Cosine high-pass. */
    public static FilterOptions cosine(double highPassHz, double trSeconds) {
        return new FilterOptions(
                Kind.COSINE, OptionalDouble.empty(), OptionalDouble.of(highPassHz), OptionalDouble.of(trSeconds));
    }

    boolean recursive() {
        return kind == Kind.BUTTERWORTH && (lowPassHz.isPresent() || highPassHz.isPresent());
    }
}
