package org.neurobeam.preprocess.image;

/** What stands for the voxels of a label or a sphere at each volume. */
public enum ParcelStatistic {
    /** Arithmetic mean. */
    MEAN,
    /** Median; of an even number the mean of the middle two. */
    MEDIAN,
    /** Sum. */
    SUM,
    /** Smallest value. */
    MINIMUM,
    /** Largest value. */
    MAXIMUM,
    /** Standard deviation, ddof 0. */
    STANDARD_DEVIATION,
    /** Variance, ddof 0. */
    VARIANCE
}
