package org.neurobeam.preprocess.image;

/** Sum or mean. */
final class SumAccumulator implements ParcelAccumulator {
    private final boolean mean;
    private final int[] counts;
    private final double[][] sums;

    SumAccumulator(boolean mean, int[] counts, int volumes) {
        this.mean = mean;
        this.counts = counts;
        this.sums = new double[counts.length][volumes];
    }

    @Override
    public void add(int parcel, double weight, float[] values, int from) {
        double[] sum = sums[parcel];
        for (int t = 0; t < sum.length; t++) {
            sum[t] += values[from + t];
        }
    }

    @Override
    public void series(int parcel, double[] out) {
        double divisor = mean ? counts[parcel] : 1;
        for (int t = 0; t < out.length; t++) {
            out[t] = sums[parcel][t] / divisor;
        }
    }
}
