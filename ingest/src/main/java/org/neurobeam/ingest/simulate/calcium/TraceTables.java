package org.neurobeam.ingest.simulate.calcium;

import java.util.Arrays;

/** Traces in the other forms that sources store them in. */
final class TraceTables {
    private TraceTables() {}

    /** [ROI][T] as [T][ROI]. */
    static double[][] transposed(double[]... traces) {
        double[][] frames = new double[traces[0].length][traces.length];
        for (int t = 0; t < frames.length; t++) {
            for (int i = 0; i < traces.length; i++) {
                frames[t][i] = traces[i][t];
            }
        }
        return frames;
    }

    /** Each row minus its mean, over its standard deviation with n - 1, as the sources have it; NaN stays. */
    static double[][] zscored(double[]... traces) {
        double[][] z = new double[traces.length][];
        for (int i = 0; i < traces.length; i++) {
            z[i] = zscored(traces[i]);
        }
        return z;
    }

    private static double[] zscored(double... x) {
        double sum = 0;
        int n = 0;
        for (double v : x) {
            sum += Double.isNaN(v) ? 0 : v;
            n += Double.isNaN(v) ? 0 : 1;
        }
        double mean = sum / n;
        double squares = 0;
        for (double v : x) {
            squares += Double.isNaN(v) ? 0 : (v - mean) * (v - mean);
        }
        double std = Math.sqrt(squares / (n - 1));
        double[] z = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            z[t] = (x[t] - mean) / std;
        }
        return z;
    }

    /** Each row times a camera's counts, different for each ROI. */
    static double[][] counts(double[]... traces) {
        double[][] counts = new double[traces.length][];
        for (int i = 0; i < traces.length; i++) {
            double baseline = 500 + 10.0 * i;
            counts[i] = Arrays.stream(traces[i]).map(v -> v * baseline).toArray();
        }
        return counts;
    }
}
