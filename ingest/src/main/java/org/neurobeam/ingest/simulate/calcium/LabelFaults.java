package org.neurobeam.ingest.simulate.calcium;

import org.neurobeam.schemas.error.ConfigException;

/**
 * How often labels and samples are imperfect, each 0 to 1.
 *
 * @param ambiguous share of labelled cells with two sides whose side is written as a question mark
 * @param duplicate share of labelled ROIs that get the label of another one
 * @param padded share of labels with a one-digit suffix that get a zero before it
 * @param gaps share of ROIs with a block of missing samples
 */
public record LabelFaults(double ambiguous, double duplicate, double padded, double gaps) {
    public LabelFaults {
        share("faults.ambiguous", ambiguous);
        share("faults.duplicate", duplicate);
        share("faults.padded", padded);
        share("faults.gaps", gaps);
    }

    /** 4 % ambiguous, 2 % duplicate, 20 % padded, 5 % with a gap. */
    public static LabelFaults defaults() {
        return new LabelFaults(0.04, 0.02, 0.2, 0.05);
    }

    /** Nothing wrong. */
    public static LabelFaults none() {
        return new LabelFaults(0, 0, 0, 0);
    }

    static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigException(key + ": " + value + "; must be 0 to 1");
        }
    }
}
