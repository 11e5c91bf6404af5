package org.neurobeam.preprocess.image;

/** The nearest voxel; halves round up. */
record NearestSampler(VolumeGrid grid, Volume volume) implements VoxelSampler {
    NearestSampler(VolumeGrid grid, float... values) {
        this(grid, Volume.wrap(grid, values));
    }

    @Override
    public float at(double i, double j, double k) {
        if (i < 0 || j < 0 || k < 0) {
            return 0;
        }
        return volume.values()[grid.index((int) (i + 0.5), (int) (j + 0.5), (int) (k + 0.5))];
    }
}
