package org.neurobeam.preprocess.image;

/** How values between voxels are found. */
public enum Interpolation {
    /** Cubic B-spline through the voxels. */
    CONTINUOUS,
    /** Linear along each axis. */
    LINEAR,
    /** The nearest voxel; the only one for labels. */
    NEAREST
}
