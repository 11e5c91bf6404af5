package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/** Which numerics are wanted. */
public enum CalciumMode {
    /** Float64 times, missing samples left out, blocks stamped at their centre. */
    FIXED,
    /** As published: times cast to float32 before their origin is subtracted, blocks stamped at their start. */
    PAPER_FAITHFUL;

    /** As the configuration spells it, e.g. {@code paper-faithful}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
