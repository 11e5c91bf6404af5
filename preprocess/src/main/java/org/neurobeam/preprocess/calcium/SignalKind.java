package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/** What was made of the raw trace. */
public enum SignalKind {
    RAW,
    SMOOTHED,
    DERIVATIVE,
    SMOOTHED_DERIVATIVE,
    ZSCORE,
    CAUSAL_ZSCORE;

    /** As the tables spell it, e.g. {@code smoothed_derivative}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
