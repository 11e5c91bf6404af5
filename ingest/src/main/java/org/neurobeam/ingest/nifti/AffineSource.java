package org.neurobeam.ingest.nifti;

import java.util.Locale;

/** Where the affine of an image comes from. */
public enum AffineSource {
    /** The three rows of the header. */
    SFORM,
    /** The quaternion of the header. */
    QFORM,
    /** Voxel sizes alone: the centre, or the Analyze originator, is at 0 mm. */
    FALLBACK,
    /** The MATLAB file beside an Analyze image. */
    MAT;

    /** The word used in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
