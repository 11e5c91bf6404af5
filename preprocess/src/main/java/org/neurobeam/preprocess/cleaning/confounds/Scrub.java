package org.neurobeam.preprocess.cleaning.confounds;

/**
 * When a volume is censored.
 *
 * @param minimumSegment shortest stretch of kept volumes between outliers and at both ends, {@code >= 0}
 * @param fdThresholdMm framewise displacement above which a volume is an outlier, mm, {@code > 0}
 * @param stdDvarsThreshold standardised DVARS above which a volume is an outlier, {@code > 0}
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2013.08.048">Power et al. 2014</a>
 */
public record Scrub(int minimumSegment, double fdThresholdMm, double stdDvarsThreshold) {
    public Scrub {
        if (minimumSegment < 0) {
            throw new IllegalArgumentException("minimumSegment must be >= 0, found " + minimumSegment);
        }
        if (!(fdThresholdMm > 0)) {
            throw new IllegalArgumentException("fdThresholdMm must be > 0, found " + fdThresholdMm);
        }
        if (!(stdDvarsThreshold > 0)) {
            throw new IllegalArgumentException("stdDvarsThreshold must be > 0, found " + stdDvarsThreshold);
        }
    }

    /** Segments of 5 volumes, FD 0.2 mm, standardised DVARS 3. */
    public static Scrub defaults() {
        return new Scrub(5, 0.2, 3);
    }
}
