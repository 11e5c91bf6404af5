package org.neurobeam.ingest.vocabulary;

import java.util.Locale;

/** What a source's label says about the identity of an ROI. */
public enum LabelStatus {
    /** The source's spelling is one of the 300 and unique in the recording. */
    EXACT,
    /** Only the canonical spelling is one of the 300, and unique. */
    NORMALISED,
    /** Several cells are meant: ?, /, a list, a class or a name without side. */
    AMBIGUOUS,
    /** Two or more ROIs have the same canonical label; none of them gets it. */
    DUPLICATE,
    /** Set by a rule that the user asked for. */
    INFERRED,
    /** A known cell that is none of the 300. */
    NON_NEURON,
    /** No label, or one that means nothing here. */
    UNKNOWN;

    /** As the tables spell it, e.g. {@code non_neuron}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the ROI has a label: exact, normalised or inferred. */
    public boolean isLabelled() {
        return this == EXACT || this == NORMALISED || this == INFERRED;
    }
}
