package org.neurobeam.preprocess.image;

/**
 * Settings of the EPI mask heuristic.
 *
 * @param lowerCutoff share of the voxels that are surely background, 0 to 1
 * @param upperCutoff share of the voxels below which the threshold lies, above the lower cut-off, to 1
 * @param opening erosions before the largest component is taken, {@code >= 0}; 0 also leaves out the smoothing
 * @param connected whether only the largest component stays
 */
public record EpiMaskOptions(double lowerCutoff, double upperCutoff, int opening, boolean connected) {
    /** @throws IllegalArgumentException if a setting is out of its range */
    public EpiMaskOptions {
        if (!(lowerCutoff >= 0 && lowerCutoff < upperCutoff && upperCutoff <= 1)) {
            throw new IllegalArgumentException(
                    "the cut-offs must satisfy 0 <= lower < upper <= 1 but are " + lowerCutoff + " and " + upperCutoff);
        }
        if (opening < 0) {
            throw new IllegalArgumentException("opening must be >= 0 but is " + opening);
        }
    }

    /** Cut-offs 0.2 and 0.85, opening 2, largest component. */
    public static EpiMaskOptions defaults() {
        return new EpiMaskOptions(0.2, 0.85, 2, true);
    }
}
