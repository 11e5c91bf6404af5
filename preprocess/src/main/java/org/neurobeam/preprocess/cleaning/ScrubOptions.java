package org.neurobeam.preprocess.cleaning;

/**
 * How censored volumes are treated.
 *
 * @param extrapolate whether censored volumes before the first and after the last kept volume are extrapolated for
 *     the Butterworth filter; otherwise they are removed before it
 * @param compat NONE, or the defects of a reference for comparison with its published results
 */
public record ScrubOptions(boolean extrapolate, Compat compat) {
    /** Whose defects are reproduced. */
    public enum Compat {
        /** None: censored values never change any output. */
        NONE,
        /**
         * nilearn up to 0.14: volume p is interpolated only if volume T-1-p is kept, rows may be those of other
         * volumes, the cosine high-pass is left out if a cosine correlates above 0.9 with a confound, and with several
         * runs standardizeConfounds and extrapolate fall back to true and false.
         */
        NILEARN
    }

    /** No extrapolation, no defects. */
    public static ScrubOptions defaults() {
        return new ScrubOptions(false, Compat.NONE);
    }
}
