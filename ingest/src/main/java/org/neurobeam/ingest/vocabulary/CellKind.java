package org.neurobeam.ingest.vocabulary;

import java.util.Locale;

/** What kind of cell a name stands for. */
public enum CellKind {
    NEURON,
    MUSCLE,
    GLIA,
    END_ORGAN,
    OTHER;

    /** As the tables spell it, e.g. {@code end_organ}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
