package org.neurobeam.preprocess.image;

import java.util.Arrays;

/** Minimum or maximum; NaN where a voxel is NaN. */
final class ExtremeAccumulator implements ParcelAccumulator {
    private final boolean maximum;
    private final float[][] extremes;

    ExtremeAccumulator(boolean maximum, int parcels, int volumes) {
        this.maximum = maximum;
        this.extremes = new float[parcels][volumes];
        for (float[] e : extremes) {
            Arrays.fill(e, maximum ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
        }
    }

    @Override
    public void add(int parcel, double weight, float[] values, int from) {
        float[] e = extremes[parcel];
        for (int t = 0; t < e.length; t++) {
            e[t] = maximum ? Math.max(e[t], values[from + t]) : Math.min(e[t], values[from + t]);
        }
    }

    @Override
    public void series(int parcel, double[] out) {
        for (int t = 0; t < out.length; t++) {
            out[t] = extremes[parcel][t];
        }
    }
}
