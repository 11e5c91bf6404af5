package org.neurobeam.preprocess.image;

/**
 * How the voxels of parcels become series.
 *
 * @param statistic for labels and spheres; maps are always fitted by least squares
 * @param minimumCoverage parcels with a smaller share of their voxels in the mask become NaN, 0 to 1
 * @param arithmetic the type of the results
 */
public record ParcelOptions(ParcelStatistic statistic, double minimumCoverage, Arithmetic arithmetic) {
    /** The type of the results. */
    public enum Arithmetic {
        /** float64. */
        FLOATING,
        /** Compatibility: results are truncated to int16 and overflow, as older tools do with integer images. */
        INT16_COMPAT
    }

    /** @throws IllegalArgumentException if the coverage is out of its range */
    public ParcelOptions {
        if (!(minimumCoverage >= 0 && minimumCoverage <= 1)) {
            throw new IllegalArgumentException("minimumCoverage must be from 0 to 1 but is " + minimumCoverage);
        }
    }

    /** Mean, coverage of at least one half, float64. */
    public static ParcelOptions defaults() {
        return new ParcelOptions(ParcelStatistic.MEAN, 0.5, Arithmetic.FLOATING);
    }

    /** The same with another statistic. */
    public ParcelOptions withStatistic(ParcelStatistic other) {
        return new ParcelOptions(other, minimumCoverage, arithmetic);
    }
}
