package org.neurobeam.ingest.simulate.calcium;

/** What is broken on purpose; each kind in one worm, the first kind chosen in the first worm. */
public enum Damage {
    /** The trace file ends in the middle. */
    TRUNCATED,
    /** One ROI has no sample at all. */
    NAN,
    /** One more label is given to two ROIs. */
    DUPLICATE,
    /** The clock runs backwards once. */
    TIME
}
