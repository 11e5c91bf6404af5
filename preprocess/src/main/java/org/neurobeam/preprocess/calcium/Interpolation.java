package org.neurobeam.preprocess.calcium;

import java.util.Locale;

/** How values between samples are found: a spline through all samples, of the degree named. */
public enum Interpolation {
    LINEAR(1),
    QUADRATIC(2),
    CUBIC(3);

    private final int degree;

    Interpolation(int degree) {
        this.degree = degree;
    }

    int degree() {
        return degree;
    }

    /** As the configuration spells it, e.g. {@code linear}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
