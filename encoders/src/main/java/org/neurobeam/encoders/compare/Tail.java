package org.neurobeam.encoders.compare;

/** Which values of a statistic speak against chance. */
public enum Tail {
    /** Large ones: better than chance, or the first model better than the second. */
    GREATER,
    /** Large and small ones: any difference. */
    TWO_SIDED;

    double extremity(double statistic) {
        return this == GREATER ? statistic : Math.abs(statistic);
    }
}
