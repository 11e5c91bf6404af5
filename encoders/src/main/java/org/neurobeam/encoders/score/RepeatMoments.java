package org.neurobeam.encoders.score;

import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Sums over R repeats of T samples, per target; two passes, sums about the mean of each target. */
final class RepeatMoments {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final int repeats;
    private final int samples;
    private final double[] grandMean;
    /** {@code mean over repeats}, less the grand mean, [T x t]. */
    private final DoubleMatrix mean;
    /** Mean over repeats of the z-scored repeats, [T x t]. */
    private final DoubleMatrix zMean;

    private final double[] sumOfVariances;
    private final double[] sumSquares;
    private final double[] sumSquaresOfMean;
    private final double[] ev;

    private RepeatMoments(int repeats, int samples, int targets) {
        this.repeats = repeats;
        this.samples = samples;
        this.grandMean = new double[targets];
        this.mean = DoubleMatrix.zeros(samples, targets);
        this.zMean = DoubleMatrix.zeros(samples, targets);
        this.sumOfVariances = new double[targets];
        this.sumSquares = new double[targets];
        this.sumSquaresOfMean = new double[targets];
        this.ev = new double[targets];
    }

    static RepeatMoments of(RowSource stacked, int repeats) {
        int samples = Shapes.samplesPerRepeat(stacked, repeats);
        RepeatMoments m = new RepeatMoments(repeats, samples, stacked.columns());
        double[][] means = new double[repeats][stacked.columns()];
        double[][] inverseSd = new double[repeats][stacked.columns()];
        for (int r = 0; r < repeats; r++) {
            m.momentsOfRepeat(stacked, r, means[r], inverseSd[r]);
        }
        for (int s = 0; s < samples; s++) {
            m.addSample(stacked, s, means, inverseSd);
        }
        for (int v = 0; v < m.ev.length; v++) {
            m.ev[v] /= samples;
        }
        return m;
    }

    private void momentsOfRepeat(RowSource stacked, int repeat, double[] repeatMean, double[] inverseSd) {
        int t = repeatMean.length;
        double[] first = new double[t];
        double[] row = new double[t];
        double[] squares = new double[t];
        stacked.readRow(repeat * samples, first);
        for (int s = 1; s < samples; s++) {
            stacked.readRow(repeat * samples + s, row);
            for (int v = 0; v < t; v++) {
                double a = row[v] - first[v];
                repeatMean[v] += a;
                squares[v] += a * a;
            }
        }
        for (int v = 0; v < t; v++) {
            double about = squares[v] - repeatMean[v] * repeatMean[v] / samples;
            // a constant repeat has no z-scores, but its variance is zero and counts
            inverseSd[v] = about > CONSTANT * squares[v] ? Math.sqrt(samples / about) : Double.NaN;
            sumOfVariances[v] += about / (samples - 1);
            repeatMean[v] = first[v] + repeatMean[v] / samples;
            grandMean[v] += repeatMean[v] / repeats;
        }
    }

    private void addSample(RowSource stacked, int sample, double[][] means, double[][] inverseSd) {
        int t = grandMean.length;
        int at = sample * t;
        double[] row = new double[t];
        for (int r = 0; r < repeats; r++) {
            stacked.readRow(r * samples + sample, row);
            for (int v = 0; v < t; v++) {
                double a = row[v] - grandMean[v];
                sumSquares[v] += a * a;
                mean.values()[at + v] += a / repeats;
                zMean.values()[at + v] += (row[v] - means[r][v]) * inverseSd[r][v] / repeats;
            }
        }
        for (int v = 0; v < t; v++) {
            double a = mean.values()[at + v];
            double z = zMean.values()[at + v];
            sumSquaresOfMean[v] += a * a;
            ev[v] += z * z;
        }
    }

    int repeats() {
        return repeats;
    }

    int samples() {
        return samples;
    }

    int targets() {
        return grandMean.length;
    }

    double[] grandMean() {
        return grandMean;
    }

    DoubleMatrix mean() {
        return mean;
    }

    DoubleMatrix zMean() {
        return zMean;
    }

    double[] explainableVariance() {
        return ev;
    }

    /** Sum over repeats of the variance over samples, ddof 1, [t]. */
    double[] sumOfVariances() {
        return sumOfVariances;
    }

    /** Sum over all trials of squares about the grand mean, [t]. */
    double[] sumSquares() {
        return sumSquares;
    }

    /** Sum over samples of the squared mean over repeats, about the grand mean, [t]. */
    double[] sumSquaresOfMean() {
        return sumSquaresOfMean;
    }

    /** Variance over samples of the mean over repeats, ddof 1. */
    double varianceOfMean(int target) {
        return sumSquaresOfMean[target] / (samples - 1);
    }

    /** Mean over samples of the variance over repeats, ddof 1. */
    double noiseVariance(int target) {
        return (sumSquares[target] - repeats * sumSquaresOfMean[target]) / (samples * (repeats - 1.0));
    }

    /** Variance over all trials, ddof 1; NaN if it is rounding. */
    double totalVariance(int target) {
        double about = sumSquares[target] / (samples * (double) repeats - 1);
        return about > CONSTANT * grandMean[target] * grandMean[target] ? about : Double.NaN;
    }
}
