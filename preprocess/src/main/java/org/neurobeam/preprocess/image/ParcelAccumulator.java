package org.neurobeam.preprocess.image;

/** Collects the voxels of parcels into one series for each parcel. */
interface ParcelAccumulator {
    /**
     * Adds one voxel.
     *
     * @param weight weight of the voxel in a map, 1 otherwise
     * @param values the voxel's series from the place {@code from} on
     */
    void add(int parcel, double weight, float[] values, int from);

    /** Writes the series of a parcel with at least one voxel; each parcel once. */
    void series(int parcel, double[] out);

    /** The accumulator of a statistic. */
    static ParcelAccumulator of(ParcelStatistic statistic, int[] voxelCounts, int volumes) {
        return switch (statistic) {
            case MEAN, SUM -> new SumAccumulator(statistic == ParcelStatistic.MEAN, voxelCounts, volumes);
            case VARIANCE, STANDARD_DEVIATION ->
                new SpreadAccumulator(statistic == ParcelStatistic.STANDARD_DEVIATION, voxelCounts.length, volumes);
            case MINIMUM, MAXIMUM ->
                new ExtremeAccumulator(statistic == ParcelStatistic.MAXIMUM, voxelCounts.length, volumes);
            case MEDIAN -> new MedianAccumulator(voxelCounts, volumes);
        };
    }
}
