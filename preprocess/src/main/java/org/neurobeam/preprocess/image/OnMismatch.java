package org.neurobeam.preprocess.image;

/** What happens when a mask or an image lies on another grid than the data: an explicit choice. */
public enum OnMismatch {
    /** It is an error that names both grids; the default. */
    REFUSE,
    /** It is resampled onto the grid of the data. */
    RESAMPLE;

    /** Refuse. */
    public static OnMismatch defaults() {
        return REFUSE;
    }
}
