package org.neurobeam.preprocess.calcium;

/**
 * What is done to calcium traces.
 *
 * @param mode fixed or as published
 * @param resampleDtSeconds step of the common grid in s, finite and {@code > 0}
 * @param interpolate how values between samples are found
 * @param smooth the causal smoother
 * @param normTransform how the resampled smoothed signal is standardised
 * @param minFrames recordings with fewer samples are doubtful (fixed) or skipped (as published); at least 1
 */
public record CalciumOptions(
        CalciumMode mode,
        double resampleDtSeconds,
        Interpolation interpolate,
        SmoothingOptions smooth,
        Normalization normTransform,
        int minFrames) {
    private static final double DEFAULT_DT_SECONDS = 0.333;
    private static final int DEFAULT_MIN_FRAMES = 600;

    public CalciumOptions {
        if (!(resampleDtSeconds > 0 && resampleDtSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("resample_dt must be finite and > 0 s, found " + resampleDtSeconds);
        }
        if (minFrames < 1) {
            throw new IllegalArgumentException("min_frames must be >= 1, found " + minFrames);
        }
    }

    /** Fixed, 0.333 s, linear, moving average of 15 (effectively 8) samples, standard z-score, 600 frames. */
    public static CalciumOptions defaults() {
        return new CalciumOptions(
                CalciumMode.FIXED,
                DEFAULT_DT_SECONDS,
                Interpolation.LINEAR,
                SmoothingOptions.defaults(),
                Normalization.STANDARD,
                DEFAULT_MIN_FRAMES);
    }

    /** The same in another mode. */
    public CalciumOptions withMode(CalciumMode choice) {
        return new CalciumOptions(choice, resampleDtSeconds, interpolate, smooth, normTransform, minFrames);
    }

    /** The same on another grid. */
    public CalciumOptions withResampleDtSeconds(double choice) {
        return new CalciumOptions(mode, choice, interpolate, smooth, normTransform, minFrames);
    }

    /** The same with another interpolation. */
    public CalciumOptions withInterpolate(Interpolation choice) {
        return new CalciumOptions(mode, resampleDtSeconds, choice, smooth, normTransform, minFrames);
    }

    /** The same with another smoother. */
    public CalciumOptions withSmooth(SmoothingOptions choice) {
        return new CalciumOptions(mode, resampleDtSeconds, interpolate, choice, normTransform, minFrames);
    }

    /** The same with another standardisation. */
    public CalciumOptions withNormTransform(Normalization choice) {
        return new CalciumOptions(mode, resampleDtSeconds, interpolate, smooth, choice, minFrames);
    }
}
