package org.neurobeam.encoders.score;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * What a perfect model of the stimulus could reach, from R repeats of the same T samples.
 *
 * <p>Explainable variance: Hsu et al. 2004, as in voxelwise_tutorials. Signal power and normalised correlation: Sahani
 * and Linden 2003, Schoppe et al. 2016. Where the estimated signal power is not positive, ceilings and normalised
 * scores are NaN.
 *
 * @see <a href="https://doi.org/10.3389/fncom.2016.00010">Schoppe et al. 2016</a>
 */
public final class NoiseCeiling {
    private final int repeats;
    private final int samples;
    /** [target][repeat][sample]. */
    private final double[][][] data;

    private NoiseCeiling(int repeats, int samples, double[][][] data) {
        this.repeats = repeats;
        this.samples = samples;
        this.data = data;
    }

    /**
     * Reads repeats stacked one after the other.
     *
     * @param stacked [R T x t], first all samples of repeat 0
     * @param repeats R, at least 2
     * @throws IllegalArgumentException if the rows are not R equal blocks of at least 2 samples
     */
    public static NoiseCeiling of(RowSource stacked, int repeats) {
        int samples = repeats < 1 ? 0 : stacked.rows() / repeats;
        if (repeats < 2 || samples < 2 || samples * repeats != stacked.rows()) {
            throw new IllegalArgumentException(
                    stacked.rows() + " rows are not " + repeats + " (at least 2) repeats of 2 or more samples");
        }
        double[][][] data = new double[stacked.columns()][repeats][samples];
        double[] row = new double[stacked.columns()];
        for (int i = 0; i < stacked.rows(); i++) {
            stacked.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                data[v][i / samples][i % samples] = row[v];
            }
        }
        return new NoiseCeiling(repeats, samples, data);
    }

    /** Variance over time of the mean of z-scored repeats over their mean variance, [t]; biased upwards. */
    public double[] explainableVariance() {
        double[] ev = new double[data.length];
        for (int v = 0; v < ev.length; v++) {
            double[][] z = new double[repeats][];
            double variance = 0;
            for (int r = 0; r < repeats; r++) {
                double[] y = data[v][r];
                double mean = mean(y);
                double sd = Math.sqrt(covariance(y, y) * (samples - 1) / samples);
                z[r] = Arrays.stream(y).map(x -> (x - mean) / sd).toArray();
                variance += covariance(z[r], z[r]) / repeats;
            }
            double[] average = average(z);
            ev[v] = covariance(average, average) / variance;
        }
        return ev;
    }

    /** Explainable variance without the bias of R repeats: {@code EV - (1 - EV)/(R - 1)}, [t]. */
    public double[] explainableVarianceCorrected() {
        return Arrays.stream(explainableVariance())
                .map(ev -> ev - (1 - ev) / (repeats - 1))
                .toArray();
    }

    /** {@code (var(sum of repeats) - sum of var) / (R (R - 1))}, ddof 1, [t]; negative where there is only noise. */
    public double[] signalPower() {
        double[] power = new double[data.length];
        for (int v = 0; v < power.length; v++) {
            double[] average = average(data[v]);
            double single = 0;
            for (double[] y : data[v]) {
                single += covariance(y, y);
            }
            power[v] = (repeats * repeats * covariance(average, average) - single) / (repeats * (repeats - 1.0));
        }
        return power;
    }

    /** Largest correlation with the mean of the repeats that any model can have, {@code sqrt(SP / var(mean))}, [t]. */
    public double[] ccMax() {
        double[] power = signalPower();
        for (int v = 0; v < power.length; v++) {
            double[] average = average(data[v]);
            power[v] = power[v] > 0 ? Math.sqrt(power[v] / covariance(average, average)) : Double.NaN;
        }
        return power;
    }

    /**
     * Correlation of predictions with the mean of the repeats, as a share of the largest possible one.
     *
     * @param predicted [T x t]
     */
    public double[] ccNorm(RowSource predicted) {
        if (predicted.rows() != samples || predicted.columns() != data.length) {
            throw new IllegalArgumentException("repeats of [" + samples + " samples x " + data.length
                    + " targets] but predicted [" + predicted.rows() + " samples x " + predicted.columns()
                    + " targets]");
        }
        double[][] f = new double[data.length][samples];
        double[] row = new double[data.length];
        for (int i = 0; i < samples; i++) {
            predicted.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                f[v][i] = row[v];
            }
        }
        double[] cc = signalPower();
        for (int v = 0; v < cc.length; v++) {
            cc[v] = cc[v] > 0
                    ? covariance(average(data[v]), f[v]) / Math.sqrt(covariance(f[v], f[v]) * cc[v])
                    : Double.NaN;
        }
        return cc;
    }

    private double[] average(double[][] series) {
        double[] average = new double[samples];
        for (double[] y : series) {
            for (int i = 0; i < samples; i++) {
                average[i] += y[i] / repeats;
            }
        }
        return average;
    }

    private static double mean(double[] y) {
        return Arrays.stream(y).sum() / y.length;
    }

    private static double covariance(double[] a, double[] b) {
        double ma = mean(a);
        double mb = mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - ma) * (b[i] - mb);
        }
        return sum / (a.length - 1);
    }
}
