package org.neurobeam.preprocess.image;

/** A volume as a function of voxel coordinates. */
interface VoxelSampler {
    /** The value at (i, j, k), each from 0 to n - 1; 0 where one of them is negative, which stands for outside. */
    float at(double i, double j, double k);
}
