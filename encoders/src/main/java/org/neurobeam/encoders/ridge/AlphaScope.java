package org.neurobeam.encoders.ridge;

/** Which targets share a penalty. */
public enum AlphaScope {
    /** Each target has its own. */
    PER_TARGET,
    /** All targets of a tile share the one with the best mean score: give all targets in one tile. */
    GLOBAL
}
