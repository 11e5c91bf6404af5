package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/** How the resampled smoothed signal is standardised. */
public enum Normalization {
    /** By mean and population standard deviation of the whole recording. */
    STANDARD,
    /** By mean and population standard deviation of the samples so far. */
    CAUSAL;

    /** As the configuration spells it, e.g. {@code standard}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
