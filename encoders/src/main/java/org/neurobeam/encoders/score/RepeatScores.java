package org.neurobeam.encoders.score;

import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Predictions scored against repeats of the same samples, with the noise taken out in the ways of different fields.
 * NaN where the signal estimated from the repeats is not positive or the predictions are constant.
 */
public final class RepeatScores {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final NoiseCeiling ceiling;
    private final RepeatMoments moments;
    private final double[] covariance;
    private final double[] zCovariance;
    private final double[] variance;
    private final double[] squaredError;

    private RepeatScores(NoiseCeiling ceiling, RepeatMoments moments) {
        int t = moments.targets();
        this.ceiling = ceiling;
        this.moments = moments;
        this.covariance = new double[t];
        this.zCovariance = new double[t];
        this.variance = new double[t];
        this.squaredError = new double[t];
    }

    static RepeatScores of(NoiseCeiling ceiling, RepeatMoments moments, RowSource predicted) {
        if (predicted.rows() != moments.samples() || predicted.columns() != moments.targets()) {
            throw new IllegalArgumentException("repeats of [" + moments.samples() + " samples x " + moments.targets()
                    + " targets] but predicted [" + predicted.rows() + " samples x " + predicted.columns()
                    + " targets]");
        }
        RepeatScores scores = new RepeatScores(ceiling, moments);
        scores.add(predicted);
        return scores;
    }

    private void add(RowSource predicted) {
        int t = moments.targets();
        int n = moments.samples();
        double[] shift = new double[t];
        double[] sum = new double[t];
        double[] squares = new double[t];
        double[] row = new double[t];
        predicted.readRow(0, shift);
        for (int i = 0; i < n; i++) {
            predicted.readRow(i, row);
            for (int v = 0; v < t; v++) {
                double f = row[v] - shift[v];
                double y = moments.mean().values()[i * t + v];
                double error = y + moments.grandMean()[v] - row[v];
                sum[v] += f;
                squares[v] += f * f;
                // the means over repeats sum to zero over the samples, so f need not be centred
                covariance[v] += y * f;
                zCovariance[v] += moments.zMean().values()[i * t + v] * f;
                squaredError[v] += error * error;
            }
        }
        for (int v = 0; v < t; v++) {
            double about = squares[v] - sum[v] * sum[v] / n;
            covariance[v] /= n - 1;
            zCovariance[v] /= n - 1;
            variance[v] = about > CONSTANT * squares[v] ? about / (n - 1) : Double.NaN;
        }
    }

    /** Correlation with the mean of the repeats, [t]. */
    public double[] ccAbs() {
        double[] cc = covariance.clone();
        for (int v = 0; v < cc.length; v++) {
            double measured = moments.varianceOfMean(v);
            cc[v] = measured > 0 ? cc[v] / Math.sqrt(variance[v] * measured) : Double.NaN;
        }
        return cc;
    }

    /** {@code cov(mean, f) / sqrt(var f SP)}, [t]: CCabs over CCmax; may exceed 1 by chance. */
    public double[] ccNorm() {
        double[] power = ceiling.signalPower();
        double[] cc = covariance.clone();
        for (int v = 0; v < cc.length; v++) {
            cc[v] = power[v] > 0 ? cc[v] / Math.sqrt(variance[v] * power[v]) : Double.NaN;
        }
        return cc;
    }

    /**
     * {@code sum of (mean of z-scored repeats) z(f) / (T - 1) / sqrt(corrected EV)}, z with ddof 0, [t]. The mean of
     * z-scored repeats is not scaled again: that would count the noise of the mean twice and exceed 1 for a perfect
     * model.
     */
    public double[] rNcc() {
        double[] ev = ceiling.explainableVarianceCorrected();
        double[] r = zCovariance.clone();
        double populationShare = (moments.samples() - 1.0) / moments.samples();
        for (int v = 0; v < r.length; v++) {
            r[v] = ev[v] > 0 ? r[v] / Math.sqrt(variance[v] * populationShare * ev[v]) : Double.NaN;
        }
        return r;
    }

    /** {@code 1 - (mse - noise) / (var - noise)} over all trials, [t]. */
    public double[] feve() {
        double[] feve = new double[covariance.length];
        for (int v = 0; v < feve.length; v++) {
            double noise = moments.noiseVariance(v);
            double explainable = moments.totalVariance(v) - noise;
            // error of single trials = error of their mean + spread of the trials about it
            double mse = squaredError[v] / moments.samples() + noise * (moments.repeats() - 1) / moments.repeats();
            feve[v] = explainable > 0 ? 1 - (mse - noise) / explainable : Double.NaN;
        }
        return feve;
    }

    /** Every score with its convention. */
    public List<Score> columns() {
        return List.of(
                Score.of(ScoreConvention.CC_ABS, ccAbs()),
                Score.of(ScoreConvention.CC_NORM, ccNorm()),
                Score.of(ScoreConvention.R_NCC, rNcc()),
                Score.of(ScoreConvention.FEVE, feve()));
    }
}
