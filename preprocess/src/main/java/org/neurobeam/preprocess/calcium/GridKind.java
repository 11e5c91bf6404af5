package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/** The times that a signal is sampled at. */
public enum GridKind {
    ORIGINAL,
    RESAMPLED;

    /** As the tables spell it, e.g. {@code original}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
