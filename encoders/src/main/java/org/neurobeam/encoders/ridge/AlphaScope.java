package org.neurobeam.encoders.ridge;

/** Which targets share a penalty where no {@link AlphaGroups} are given. */
public enum AlphaScope {
    /** Each target has its own. */
    PER_TARGET,
    /**
     * All targets of a tile share the one with the best mean score. Targets of several tiles are one group of {@link
     * RidgeDesign#votes}.
     */
    GLOBAL
}
