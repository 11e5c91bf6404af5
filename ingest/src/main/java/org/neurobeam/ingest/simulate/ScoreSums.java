package org.neurobeam.ingest.simulate;

/**
 * Running sums from which the correlation of planted signal s and s + noise follows, one per signal voxel.
 *
 * <p>Runs are centred one by one, and their sums of squares and products added: the pooled score of cleaned runs.
 */
final class ScoreSums {
    private final double[] signal;
    private final double[] noise;
    private final double[] signalSquared;
    private final double[] noiseSquared;
    private final double[] product;

    ScoreSums(int voxels) {
        signal = new double[voxels];
        noise = new double[voxels];
        signalSquared = new double[voxels];
        noiseSquared = new double[voxels];
        product = new double[voxels];
    }

    void add(int voxel, double s, double n) {
        signal[voxel] += s;
        noise[voxel] += n;
        signalSquared[voxel] += s * s;
        noiseSquared[voxel] += n * n;
        product[voxel] += s * n;
    }

    /** Removes the means of a run of this many volumes: afterwards the sums are centred ones. */
    void centre(int volumes) {
        for (int v = 0; v < signal.length; v++) {
            signalSquared[v] -= signal[v] * signal[v] / volumes;
            noiseSquared[v] -= noise[v] * noise[v] / volumes;
            product[v] -= signal[v] * noise[v] / volumes;
            signal[v] = 0;
            noise[v] = 0;
        }
    }

    /** Adds the centred sums of another run. */
    void addCentred(ScoreSums run) {
        for (int v = 0; v < signal.length; v++) {
            signalSquared[v] += run.signalSquared[v];
            noiseSquared[v] += run.noiseSquared[v];
            product[v] += run.product[v];
        }
    }

    /** r of s with s + n of a voxel, 0 without variance. */
    float score(int v) {
        double both = signalSquared[v] + product[v];
        double noisy = signalSquared[v] + 2 * product[v] + noiseSquared[v];
        double scale = Math.sqrt(signalSquared[v] * noisy);
        return scale > 0 ? (float) (both / scale) : 0;
    }
}
