package org.neurobeam.encoders.score;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * What correlation a prediction reaches by its autocorrelation alone: r of the measured series with every circular
 * shift of the prediction, shifts below a minimum left out because they still see the true alignment.
 *
 * <p>One FFT cross-correlation per target, O(n log n); memory 16 n t bytes: call it tile by tile. Targets that are
 * constant or not finite are NaN.
 */
public final class CircularShiftNull {
    /** Shifts shorter than this many volumes keep part of the hemodynamic response aligned. */
    public static final int DEFAULT_MINIMUM_SHIFT = 10;

    private static final double LEVEL = 0.95;

    private final double[] noiseFloor;
    private final double[] pValues;

    private CircularShiftNull(double[] noiseFloor, double[] pValues) {
        this.noiseFloor = noiseFloor;
        this.pValues = pValues;
    }

    /**
     * Computes the null of every target.
     *
     * @param measured [n samples x t targets], runs one after the other
     * @param predicted [n samples x t targets]
     * @param minimumShift smallest absolute shift in samples, at least 1
     * @throws IllegalArgumentException if shapes differ or n is below 2 minimumShift
     */
    public static CircularShiftNull of(RowSource measured, RowSource predicted, int minimumShift) {
        int n = measured.rows();
        int t = measured.columns();
        Shapes.requireSame(measured, predicted);
        if (minimumShift < 1 || n < 2 * minimumShift) {
            throw new IllegalArgumentException("shifts of at least " + minimumShift
                    + " samples need a series of at least twice as many, not " + n);
        }
        double[][] y = standardised(measured);
        double[][] f = standardised(predicted);
        CrossCorrelation correlation = new CrossCorrelation(n);
        double[] floor = new double[t];
        double[] p = new double[t];
        for (int v = 0; v < t; v++) {
            double[] c = correlation.circular(y[v], f[v]);
            double observed = c[0];
            double[] shifted = Arrays.copyOfRange(c, minimumShift, n - minimumShift + 1);
            long above = Arrays.stream(shifted).filter(x -> x >= observed).count();
            Arrays.sort(shifted);
            boolean defined = !Double.isNaN(observed);
            floor[v] = defined ? percentile(shifted) / n : Double.NaN;
            p[v] = defined ? (1.0 + above) / (1 + shifted.length) : Double.NaN;
        }
        return new CircularShiftNull(floor, p);
    }

    private static double[][] standardised(RowSource source) {
        int n = source.rows();
        double[][] z = new double[source.columns()][n];
        double[] row = new double[source.columns()];
        for (int i = 0; i < n; i++) {
            source.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                z[v][i] = row[v];
            }
        }
        for (double[] series : z) {
            double mean = Arrays.stream(series).sum() / n;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                series[i] -= mean;
                squares += series[i] * series[i];
            }
            // a constant series divides 0 by 0 and becomes NaN
            double scale = 1 / Math.sqrt(squares / n);
            for (int i = 0; i < n; i++) {
                series[i] *= scale;
            }
        }
        return z;
    }

    private static double percentile(double[] sorted) {
        double at = LEVEL * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** 95th percentile of the null correlations, linear interpolation, [t]. */
    public double[] noiseFloor() {
        return noiseFloor.clone();
    }

    /** (1 + number of shifts that reach the observed r) / (1 + number of shifts), [t]. */
    public double[] pValues() {
        return pValues.clone();
    }
}
