package org.neurobeam.preprocess.image;

import java.util.Arrays;

/** Median; a parcel's voxels are let go as soon as the last one has come. */
final class MedianAccumulator implements ParcelAccumulator {
    private final int volumes;
    private final int[] counts;
    private final int[] seen;
    private final float[][] voxels;
    private final double[][] medians;

    MedianAccumulator(int[] counts, int volumes) {
        this.volumes = volumes;
        this.counts = counts;
        this.seen = new int[counts.length];
        this.voxels = new float[counts.length][0];
        this.medians = new double[counts.length][0];
    }

    @Override
    public void add(int parcel, double weight, float[] values, int from) {
        if (seen[parcel] == 0) {
            voxels[parcel] = new float[Math.multiplyExact(counts[parcel], volumes)];
        }
        System.arraycopy(values, from, voxels[parcel], seen[parcel]++ * volumes, volumes);
        if (seen[parcel] == counts[parcel]) {
            medians[parcel] = medians(voxels[parcel], counts[parcel]);
            voxels[parcel] = new float[0];
        }
    }

    @Override
    public void series(int parcel, double[] out) {
        System.arraycopy(medians[parcel], 0, out, 0, volumes);
    }

    private double[] medians(float[] voxelMajor, int count) {
        double[] out = new double[volumes];
        float[] sorted = new float[count];
        for (int t = 0; t < volumes; t++) {
            for (int n = 0; n < count; n++) {
                sorted[n] = voxelMajor[n * volumes + t];
            }
            Arrays.sort(sorted);
            boolean missing = Float.isNaN(sorted[count - 1]);
            out[t] = missing ? Double.NaN : 0.5 * ((double) sorted[(count - 1) / 2] + sorted[count / 2]);
        }
        return out;
    }
}
