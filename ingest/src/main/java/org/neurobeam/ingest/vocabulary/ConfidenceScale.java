package org.neurobeam.ingest.vocabulary;

import java.util.Locale;

/**
 * The scale on which a source states confidence.
 *
 * @param lowest the value that means no confidence
 * @param highest the value that means certainty, greater than the lowest
 */
public record ConfidenceScale(double lowest, double highest) {
    public ConfidenceScale {
        if (!Double.isFinite(lowest) || !Double.isFinite(highest) || lowest >= highest) {
            throw new IllegalArgumentException(
                    "confidence scale is [" + lowest + ", " + highest + "], expected finite lowest < highest");
        }
    }

    /** {@code (raw - lowest) / (highest - lowest)}, 0 to 1 for values on the scale. */
    public double unit(double raw) {
        return (raw - lowest) / (highest - lowest);
    }

    /** As the tables spell it, e.g. {@code 1-5}. */
    public String word() {
        return number(lowest) + "-" + number(highest);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
