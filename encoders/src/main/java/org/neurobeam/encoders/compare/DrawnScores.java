package org.neurobeam.encoders.compare;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Scores of two models on every draw of blocks, a few targets at a time. */
final class DrawnScores {
    /** Sums per target: those of y and f, then those of the second model (its f, ff and yf). */
    static final int SUMS = 8;

    private static final int SECOND = 3;

    private final double[] samples;
    private final Accuracy accuracy;
    private final Resampled first;
    private final Resampled second;
    private final Resampled difference;

    /** @param samples number of samples of each draw; draw 0 is the data as they are */
    DrawnScores(double[] samples, Accuracy accuracy, int targets) {
        this.samples = samples;
        this.accuracy = accuracy;
        this.first = new Resampled(targets);
        this.second = new Resampled(targets);
        this.difference = new Resampled(targets);
    }

    /** Adds a sample to the sums of a block, [SUMS * t]. */
    static void addSample(double[] sums, double[] y, double[] f, double[] g) {
        int t = y.length;
        for (int v = 0; v < t; v++) {
            sums[v] += y[v];
            sums[t + v] += y[v] * y[v];
            sums[2 * t + v] += f[v];
            sums[3 * t + v] += f[v] * f[v];
            sums[4 * t + v] += y[v] * f[v];
            sums[5 * t + v] += g[v];
            sums[6 * t + v] += g[v] * g[v];
            sums[7 * t + v] += y[v] * g[v];
        }
    }

    /** Scores targets [from, from + width) from the sums of all draws, [draws x SUMS * w]. */
    void add(DenseMatrix drawn, int from, int width) {
        int stride = drawn.columns() / SUMS;
        double[][] scoresOfFirst = new double[width][samples.length];
        double[][] scoresOfSecond = new double[width][samples.length];
        double[] row = new double[drawn.columns()];
        double[] sums = new double[Accuracy.Sums.COUNT];
        for (int draw = 0; draw < samples.length; draw++) {
            drawn.readRow(draw, row);
            for (int v = 0; v < width; v++) {
                scoresOfFirst[v][draw] = score(row, v, stride, 0, sums, draw);
                scoresOfSecond[v][draw] = score(row, v, stride, SECOND, sums, draw);
            }
        }
        double[] delta = new double[samples.length];
        for (int v = 0; v < width; v++) {
            double[] a = scoresOfFirst[v];
            double[] b = scoresOfSecond[v];
            Arrays.setAll(delta, draw -> a[draw] - b[draw]);
            first.summarise(from + v, a);
            second.summarise(from + v, b);
            difference.summarise(from + v, delta);
        }
    }

    private double score(double[] row, int v, int stride, int model, double[] sums, int draw) {
        for (int s = 0; s < sums.length; s++) {
            int skip = s >= Accuracy.Sums.F ? model : 0;
            sums[s] = row[(s + skip) * stride + v];
        }
        return accuracy.of(samples[draw], sums);
    }

    PairedDifference result() {
        return new PairedDifference(accuracy, first, second, difference);
    }
}
