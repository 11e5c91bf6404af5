package org.neurobeam.preprocess.cleaning.confounds;

import java.util.OptionalInt;

/**
 * Which CompCor components are used.
 *
 * @param masks where they come from
 * @param components the first n of each mask, {@code >= 1}; empty: as many as explain 50 % of the variance of the mask
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2007.04.042">Behzadi et al. 2007</a>
 */
public record CompCor(Masks masks, OptionalInt components) {
    /** The noise regions. */
    public enum Masks {
        /** White matter and CSF together. */
        ANAT_COMBINED,
        /** White matter and CSF, each on its own. */
        ANAT_SEPARATED,
        /** Voxels of highest temporal variance. */
        TEMPORAL,
        /** Temporal, and white matter and CSF together. */
        TEMPORAL_ANAT_COMBINED,
        /** Temporal, and white matter and CSF each on its own. */
        TEMPORAL_ANAT_SEPARATED
    }

    public CompCor {
        if (components.isPresent() && components.getAsInt() < 1) {
            throw new IllegalArgumentException("components must be >= 1, found " + components.getAsInt());
        }
    }

    /** The first n components of each mask. */
    public static CompCor first(int n, Masks masks) {
        return new CompCor(masks, OptionalInt.of(n));
    }

    /** The first components of each mask that together explain at least 50 % of its variance. */
    public static CompCor halfOfVariance(Masks masks) {
        return new CompCor(masks, OptionalInt.empty());
    }
}
