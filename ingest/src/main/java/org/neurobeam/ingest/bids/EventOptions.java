package org.neurobeam.ingest.bids;

import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of an events table mean what.
 *
 * @param trialTypeColumn column of the condition; when empty {@code trial_type}, and without that column every event
 *     is of the one condition {@code trial}
 * @param valueColumn column of the amplitude; when empty {@code amplitude} or {@code modulation} if there is one
 */
public record EventOptions(Optional<String> trialTypeColumn, Optional<String> valueColumn) {
    /** Both are required, empty for the default. */
    public EventOptions {
        Objects.requireNonNull(trialTypeColumn, "trialTypeColumn");
        Objects.requireNonNull(valueColumn, "valueColumn");
    }

    /** The columns of the standard. */
    public static EventOptions defaults() {
        return new EventOptions(Optional.empty(), Optional.empty());
    }
}
