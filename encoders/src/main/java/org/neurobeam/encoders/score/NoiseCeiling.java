package org.neurobeam.encoders.score;

import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * What a perfect model of the stimulus could reach, from R repeats of the same T samples.
 *
 * <p>Explainable variance: Hsu et al. 2004, as in voxelwise_tutorials. Signal power and normalised correlation: Sahani
 * and Linden 2003, Schoppe et al. 2016. FEV and oracle: neuralpredictors. Where the estimated signal power is not
 * positive, ceilings and normalised scores are NaN. Two passes over the rows, O(R T t); keeps two matrices [T x t].
 *
 * @see <a href="https://doi.org/10.3389/fncom.2016.00010">Schoppe et al. 2016</a>
 */
public final class NoiseCeiling {
    private final RepeatMoments moments;

    private NoiseCeiling(RepeatMoments moments) {
        this.moments = moments;
    }

    /**
     * Reads repeats stacked one after the other.
     *
     * @param stacked [R T x t], first all samples of repeat 0
     * @param repeats R, at least 2
     * @throws IllegalArgumentException if the rows are not R equal blocks of at least 2 samples
     */
    public static NoiseCeiling of(RowSource stacked, int repeats) {
        return new NoiseCeiling(RepeatMoments.of(stacked, repeats));
    }

    /** Variance over time of the mean of z-scored repeats over their mean variance, [t]; biased upwards. */
    public double[] explainableVariance() {
        return moments.explainableVariance().clone();
    }

    /** Explainable variance without the bias of R repeats: {@code EV - (1 - EV)/(R - 1)}, [t]. */
    public double[] explainableVarianceCorrected() {
        double[] ev = explainableVariance();
        for (int v = 0; v < ev.length; v++) {
            ev[v] -= (1 - ev[v]) / (moments.repeats() - 1);
        }
        return ev;
    }

    /** {@code (var(sum of repeats) - sum of var) / (R (R - 1))}, ddof 1, [t]; negative where there is only noise. */
    public double[] signalPower() {
        double repeats = moments.repeats();
        double[] power = new double[moments.targets()];
        for (int v = 0; v < power.length; v++) {
            power[v] = (repeats * repeats * moments.varianceOfMean(v) - moments.sumOfVariances()[v])
                    / (repeats * (repeats - 1));
        }
        return power;
    }

    /** Largest correlation with the mean of the repeats that any model can have, {@code sqrt(SP / var(mean))}, [t]. */
    public double[] ccMax() {
        double[] power = signalPower();
        for (int v = 0; v < power.length; v++) {
            power[v] = power[v] > 0 ? Math.sqrt(power[v] / moments.varianceOfMean(v)) : Double.NaN;
        }
        return power;
    }

    /**
     * Correlation of predictions with the mean of the repeats, as a share of the largest possible one.
     *
     * @param predicted [T x t]
     */
    public double[] ccNorm(RowSource predicted) {
        return against(predicted).ccNorm();
    }

    /** Share of the variance over all trials that is not noise: {@code (var - noise) / var}, [t]; negative by chance. */
    public double[] fev() {
        double[] fev = new double[moments.targets()];
        for (int v = 0; v < fev.length; v++) {
            fev[v] = 1 - moments.noiseVariance(v) / moments.totalVariance(v);
        }
        return fev;
    }

    /**
     * Correlation over all trials of each trial with the mean of the other trials of its sample, [t]:
     *
     * <pre>{@code a = y_rs - mean y,  b = mean of a over the other repeats,  r = sum ab / sqrt(sum a^2 sum b^2)}</pre>
     */
    public double[] oracleJackknife() {
        double repeats = moments.repeats();
        double[] oracle = new double[moments.targets()];
        for (int v = 0; v < oracle.length; v++) {
            double single = moments.sumSquares()[v];
            double mean = moments.sumSquaresOfMean()[v];
            double others = repeats * repeats * (repeats - 2) * mean + single;
            oracle[v] = (repeats * repeats * mean - single) / Math.sqrt(single * others);
        }
        return oracle;
    }

    /**
     * Scores predictions against these repeats.
     *
     * @param predicted [T x t]
     * @throws IllegalArgumentException if the predictions are not of the samples and targets of the repeats
     */
    public RepeatScores against(RowSource predicted) {
        return RepeatScores.of(this, moments, predicted);
    }

    /** Every ceiling with its convention. */
    public List<Score> columns() {
        return List.of(
                Score.of(ScoreConvention.EV_REPEATS, explainableVariance()),
                Score.of(ScoreConvention.EV_REPEATS_CORRECTED, explainableVarianceCorrected()),
                Score.of(ScoreConvention.SIGNAL_POWER, signalPower()),
                Score.of(ScoreConvention.CC_MAX, ccMax()),
                Score.of(ScoreConvention.FEV, fev()),
                Score.of(ScoreConvention.ORACLE_JACKKNIFE, oracleJackknife()));
    }
}
