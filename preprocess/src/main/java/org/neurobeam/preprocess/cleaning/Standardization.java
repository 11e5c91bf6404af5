package org.neurobeam.preprocess.cleaning;

/** What the cleaned series of a voxel is scaled to. */
public enum Standardization {
    /** Left as it is. */
    NONE,
    /** {@code (x - mean) / sd}, sd with n - 1. */
    ZSCORE_SAMPLE,
    /** {@code (x - mean) / sd}, sd with n: the default of nilearn up to 0.12. */
    ZSCORE_POPULATION,
    /** Percent signal change, {@code 100 (x - mean) / |mean|}; 0 where the mean vanishes. */
    PSC
}
