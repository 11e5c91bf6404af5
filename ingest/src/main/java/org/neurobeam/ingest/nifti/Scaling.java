package org.neurobeam.ingest.nifti;

/**
 * From stored to real numbers: {@code value = raw * slope + intercept}, in float64.
 *
 * @param slope unitless; NaN when the image is unscaled
 * @param intercept in the unit of the values; NaN when the image is unscaled
 */
public record Scaling(double slope, double intercept) {
    /** Values are what is stored. */
    public static final Scaling NONE = new Scaling(Double.NaN, Double.NaN);

    /** Whether values are what is stored: unscaled, or scaled by one and zero. */
    public boolean isIdentity() {
        return Double.isNaN(slope) || (slope == 1 && intercept == 0);
    }
}
