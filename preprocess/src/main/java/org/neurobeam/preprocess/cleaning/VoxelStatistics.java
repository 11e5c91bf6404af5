package org.neurobeam.preprocess.cleaning;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * What standardisation took away, for each run and voxel: {@code x = z sd + mean}, or {@code x = psc |mean| / 100 +
 * mean}. It does not bring back trends and confounds.
 */
public final class VoxelStatistics {
    private final DoubleMatrix mean;
    private final DoubleMatrix sd;
    private final boolean[] constant;

    private VoxelStatistics(DoubleMatrix mean, DoubleMatrix sd, boolean[] constant) {
        this.mean = mean;
        this.sd = sd;
        this.constant = constant;
    }

    static VoxelStatistics empty(int runs, int voxels) {
        return new VoxelStatistics(
                DoubleMatrix.zeros(runs, voxels), DoubleMatrix.zeros(runs, voxels), new boolean[voxels]);
    }

    void set(int run, int voxel, RunCleaner.Moments moments) {
        mean.set(run, voxel, moments.mean());
        sd.set(run, voxel, moments.sd());
        constant[voxel] |= moments.constant();
    }

    /** Means over the kept volumes before standardisation, [runs x voxels]. */
    public DoubleMatrix mean() {
        return mean;
    }

    /** Standard deviations with n - 1 (n for ZSCORE_POPULATION) before standardisation, [runs x voxels]. */
    public DoubleMatrix sd() {
        return sd;
    }

    /** Whether in some run nothing was left of the voxel: it was constant, or trend and confounds explain all of it. */
    public boolean isConstant(int voxel) {
        return constant[voxel];
    }

    /** Number of voxels with {@link #isConstant}. */
    public int constantVoxels() {
        int n = 0;
        for (boolean c : constant) {
            n += c ? 1 : 0;
        }
        return n;
    }
}
