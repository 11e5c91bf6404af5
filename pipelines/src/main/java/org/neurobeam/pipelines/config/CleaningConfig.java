package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How each run's series are cleaned.
 *
 * @param detrend remove mean and linear trend
 * @param filter none, cosine or butterworth
 * @param lowPassHz low-pass cut-off, Hz; 0 for none
 * @param highPassHz high-pass cut-off, Hz; 0 for none
 * @param standardize none, zscore_sample, zscore_population or psc
 * @param standardizeConfounds z-score the confounds instead of scaling by their largest value
 * @param ensureFinite replace NaN and infinite values by 0 instead of refusing them
 * @param extrapolate censored volumes at the ends are extrapolated before filtering instead of removed
 * @param scrubCompat reproduce the scrubbing defects of a published library; none by default
 * @param confounds strategy: none; motion6 or motion24 (motion parameters alone); or the published ones simple,
 *     scrubbing, compcor, ica_aroma, 24P, 27P, 36P
 */
public record CleaningConfig(
        Boolean detrend,
        Filter filter,
        Double lowPassHz,
        Double highPassHz,
        Standardize standardize,
        Boolean standardizeConfounds,
        Boolean ensureFinite,
        Boolean extrapolate,
        ScrubCompat scrubCompat,
        String confounds) {
    /** The temporal filter. */
    public enum Filter {
        /** No filter. */
        @JsonProperty("none")
        NONE,
        /** Discrete cosine regressors. */
        @JsonProperty("cosine")
        COSINE,
        /** Zero-phase Butterworth of order 5. */
        @JsonProperty("butterworth")
        BUTTERWORTH
    }

    /** The final scaling. */
    public enum Standardize {
        /** As it is. */
        @JsonProperty("none")
        NONE,
        /** z-score, ddof 1. */
        @JsonProperty("zscore_sample")
        ZSCORE_SAMPLE,
        /** z-score, ddof 0. */
        @JsonProperty("zscore_population")
        ZSCORE_POPULATION,
        /** Percent signal change. */
        @JsonProperty("psc")
        PSC
    }

    /** Published defects, on request. */
    public enum ScrubCompat {
        /** Correct scrubbing. */
        @JsonProperty("none")
        NONE,
        /** As nilearn does. */
        @JsonProperty("nilearn")
        NILEARN
    }

    /** Fills defaults. */
    public CleaningConfig {
        detrend = or(detrend, true);
        filter = or(filter, Filter.NONE);
        lowPassHz = Settings.range("cleaning.lowPassHz", or(lowPassHz, 0.0), 0, Double.MAX_VALUE);
        highPassHz = Settings.range("cleaning.highPassHz", or(highPassHz, 0.0), 0, Double.MAX_VALUE);
        standardize = or(standardize, Standardize.ZSCORE_SAMPLE);
        standardizeConfounds = or(standardizeConfounds, true);
        ensureFinite = or(ensureFinite, false);
        extrapolate = or(extrapolate, false);
        scrubCompat = or(scrubCompat, ScrubCompat.NONE);
        confounds = or(confounds, "none");
    }

    static CleaningConfig defaults() {
        return new CleaningConfig(null, null, null, null, null, null, null, null, null, null);
    }
}
