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
    private final double[] observed;
    private final double[] maxima;

    private CircularShiftNull(int targets, int shifts) {
        noiseFloor = new double[targets];
        pValues = new double[targets];
        observed = new double[targets];
        maxima = new double[shifts];
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
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
        CircularShiftNull chance = new CircularShiftNull(t, n - 2 * minimumShift + 1);
        for (int v = 0; v < t; v++) {
            double[] c = correlation.circular(y[v], f[v]);
            chance.add(v, n, c[0], Arrays.copyOfRange(c, minimumShift, n - minimumShift + 1));
        }
        return chance;
    }

    /** A target by its cross-correlation, which is r times n. */
    private void add(int v, int n, double unshifted, double... shifted) {
        long above = Arrays.stream(shifted).filter(x -> x >= unshifted).count();
        for (int k = 0; k < shifted.length; k++) {
            // comparisons with NaN are false: undefined targets count nothing
            maxima[k] = shifted[k] / n > maxima[k] ? shifted[k] / n : maxima[k];
        }
        Arrays.sort(shifted);
        boolean defined = !Double.isNaN(unshifted);
        observed[v] = unshifted / n;
        noiseFloor[v] = defined ? percentile(shifted) / n : Double.NaN;
        pValues[v] = defined ? (1.0 + above) / (1 + shifted.length) : Double.NaN;
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

    /** r without a shift, by the same sums as those of the shifts, [t]. */
    public double[] observed() {
        return observed.clone();
    }

    /** Largest r of any target at each shift, [shifts]; all targets are shifted alike. */
    public double[] maxima() {
        return maxima.clone();
    }
}
