package org.neurobeam.encoders.ridge;

/** How the penalty is chosen inside the training rows. */
public enum InnerSelection {
    /** One run held out at a time; needs at least two runs among the training rows. */
    LEAVE_ONE_RUN_OUT,
    /** Contiguous blocks of the training rows, unshuffled. */
    K_FOLD,
    /** A rule of the caller on each stretch of training rows, e.g. chunks drawn at random. */
    SPLITTER,
    /** One row held out at a time, in closed form; neighbouring volumes are correlated, so it penalises less. */
    LEAVE_ONE_OUT
}
