package org.neurobeam.preprocess.design;

/**
 * How events become regressors.
 *
 * @param response the hemodynamic response
 * @param oversampling points of the fine grid in one repetition time, {@code >= 1}
 * @param minOnsetSeconds start of the fine grid before the first volume, s, {@code <= 0}
 * @param missingDuration what an event without a duration means
 */
public record RegressorOptions(
        HemodynamicResponse response, int oversampling, double minOnsetSeconds, MissingDuration missingDuration) {
    private static final int OVERSAMPLING = 50;
    private static final double MIN_ONSET_SECONDS = -24;

    /** What an event without a duration means. */
    public enum MissingDuration {
        /** It is an error that names the event. */
        REFUSE,
        /** It has the duration 0 s. */
        IMPULSE
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public RegressorOptions {
        if (oversampling < 1) {
            throw new IllegalArgumentException("oversampling must be >= 1 but is " + oversampling);
        }
        if (!(minOnsetSeconds <= 0) || Double.isInfinite(minOnsetSeconds)) {
            throw new IllegalArgumentException("minOnsetSeconds must be finite and <= 0 but is " + minOnsetSeconds);
        }
    }

    /** Glover's response, 50 points in a repetition time, events from 24 s before the run; refuses missing durations. */
    public static RegressorOptions defaults() {
        return of(HemodynamicResponse.defaults());
    }

    /** The defaults with another response. */
    public static RegressorOptions of(HemodynamicResponse response) {
        return new RegressorOptions(response, OVERSAMPLING, MIN_ONSET_SECONDS, MissingDuration.REFUSE);
    }

    /** The same with another meaning of missing durations. */
    public RegressorOptions withMissingDuration(MissingDuration meaning) {
        return new RegressorOptions(response, oversampling, minOnsetSeconds, meaning);
    }
}
