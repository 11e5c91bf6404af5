package org.neurobeam.ingest.recipe;

/** What a source holds. */
public enum Kind {
    /** Recordings of neurons. */
    CALCIUM,
    /** Wiring diagrams. */
    CONNECTOME,
    /** Recordings of movement alone. */
    BEHAVIOUR
}
