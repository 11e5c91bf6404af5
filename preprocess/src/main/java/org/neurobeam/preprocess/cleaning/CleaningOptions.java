package org.neurobeam.preprocess.cleaning;

/**
 * What cleaning does, in this order: scrub, detrend, filter, regress confounds out, standardise.
 *
 * @param detrend whether mean and linear trend are removed from signals and confounds
 * @param filter temporal filter
 * @param standardize scale of the result
 * @param standardizeConfounds true: confounds are z-scored; false: divided by their largest magnitude, which keeps
 *     their means
 * @param ensureFinite true: NaN and infinities of the signals become 0; false: they are an error
 * @param scrub treatment of censored volumes
 */
public record CleaningOptions(
        boolean detrend,
        FilterOptions filter,
        Standardization standardize,
        boolean standardizeConfounds,
        boolean ensureFinite,
        ScrubOptions scrub) {

    /** Detrend, no cut-offs, z-score with n - 1, standardised confounds, non-finite input refused. */
    public static CleaningOptions defaults() {
        return new CleaningOptions(
                true, FilterOptions.defaults(), Standardization.ZSCORE_SAMPLE, true, false, ScrubOptions.defaults());
    }

    /** The same with another choice of detrending. */
    public CleaningOptions withDetrend(boolean choice) {
        return new CleaningOptions(choice, filter, standardize, standardizeConfounds, ensureFinite, scrub);
    }

    /** The same with another filter. */
    public CleaningOptions withFilter(FilterOptions choice) {
        return new CleaningOptions(detrend, choice, standardize, standardizeConfounds, ensureFinite, scrub);
    }

    /** The same with another scale of the result. */
    public CleaningOptions withStandardize(Standardization choice) {
        return new CleaningOptions(detrend, filter, choice, standardizeConfounds, ensureFinite, scrub);
    }

    /** The same with another scale of the confounds. */
    public CleaningOptions withStandardizeConfounds(boolean choice) {
        return new CleaningOptions(detrend, filter, standardize, choice, ensureFinite, scrub);
    }

    /** The same with another treatment of non-finite signals. */
    public CleaningOptions withEnsureFinite(boolean choice) {
        return new CleaningOptions(detrend, filter, standardize, standardizeConfounds, choice, scrub);
    }

    /** The same with another treatment of censored volumes. */
    public CleaningOptions withScrub(ScrubOptions choice) {
        return new CleaningOptions(detrend, filter, standardize, standardizeConfounds, ensureFinite, choice);
    }

    boolean compatible() {
        return scrub.compat() == ScrubOptions.Compat.NILEARN;
    }
}
