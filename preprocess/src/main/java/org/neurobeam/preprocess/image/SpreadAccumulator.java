package org.neurobeam.preprocess.image;

/** Variance or standard deviation (ddof 0) by Welford's recurrence. */
final class SpreadAccumulator implements ParcelAccumulator {
    private final boolean root;
    private final int[] counts;
    private final double[][] means;
    private final double[][] squares;

    SpreadAccumulator(boolean root, int parcels, int volumes) {
        this.root = root;
        this.counts = new int[parcels];
        this.means = new double[parcels][volumes];
        this.squares = new double[parcels][volumes];
    }

    @Override
    public void add(int parcel, double weight, float[] values, int from) {
        double[] mean = means[parcel];
        double[] square = squares[parcel];
        double share = 1.0 / ++counts[parcel];
        for (int t = 0; t < mean.length; t++) {
            double delta = values[from + t] - mean[t];
            mean[t] += delta * share;
            square[t] += delta * (values[from + t] - mean[t]);
        }
    }

    @Override
    public void series(int parcel, double[] out) {
        for (int t = 0; t < out.length; t++) {
            double variance = squares[parcel][t] / counts[parcel];
            out[t] = root ? Math.sqrt(variance) : variance;
        }
    }
}
