package org.neurobeam.encoders.score;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Noise ceiling of the Natural Scenes Dataset, in units of r2.
 *
 * <pre>{@code
 * noise  = mean over stimuli of var over trials (ddof 1) / var over all trials (ddof 1)
 * ncsnr  = sqrt(max(1 - noise, 0) / noise)        NC(n) = ncsnr^2 / (ncsnr^2 + 1/n)
 * }</pre>
 *
 * <p>Missing trials are NaN; stimuli with one trial say nothing about the noise. A target without signal has NC 0, as
 * published; a constant target NaN.
 *
 * @see <a href="https://doi.org/10.1038/s41593-021-00962-x">Allen et al. 2022</a>
 */
public final class NsdNoiseCeiling {
    private static final double PERCENT = 100;
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final double[] noise;

    private NsdNoiseCeiling(double[] noise) {
        this.noise = noise;
    }

    /**
     * Reads trials.
     *
     * @param stacked [R S x t], first all stimuli of trial 0; NaN where a trial is missing
     * @param repeats R, at least 2
     */
    public static NsdNoiseCeiling of(RowSource stacked, int repeats) {
        int samples = Shapes.samplesPerRepeat(stacked, repeats);
        Sums sums = new Sums(stacked.columns());
        double[][] trials = new double[repeats][stacked.columns()];
        for (int s = 0; s < samples; s++) {
            for (int r = 0; r < repeats; r++) {
                stacked.readRow(r * samples + s, trials[r]);
            }
            sums.add(trials);
        }
        double[] noise = new double[stacked.columns()];
        Arrays.setAll(noise, sums::noise);
        return new NsdNoiseCeiling(noise);
    }

    /** Running sums about the first known trial of each target. */
    private static final class Sums {
        private final int[] trials;
        private final int[] repeated;
        private final double[] first;
        private final double[] sum;
        private final double[] squares;
        private final double[] within;

        Sums(int targets) {
            trials = new int[targets];
            repeated = new int[targets];
            first = new double[targets];
            sum = new double[targets];
            squares = new double[targets];
            within = new double[targets];
        }

        void add(double[][] stimulus) {
            for (int v = 0; v < sum.length; v++) {
                int known = 0;
                double mean = 0;
                double about = 0;
                for (double[] trial : stimulus) {
                    if (Double.isNaN(trial[v])) {
                        continue;
                    }
                    first[v] = trials[v] == 0 ? trial[v] : first[v];
                    double a = trial[v] - first[v];
                    trials[v]++;
                    sum[v] += a;
                    squares[v] += a * a;
                    known++;
                    double step = a - mean;
                    mean += step / known;
                    about += step * (a - mean);
                }
                repeated[v] += known > 1 ? 1 : 0;
                within[v] += known > 1 ? about / (known - 1) : 0;
            }
        }

        double noise(int v) {
            double about = squares[v] - sum[v] * sum[v] / trials[v];
            return repeated[v] > 0 && about > CONSTANT * squares[v]
                    ? within[v] / repeated[v] / (about / (trials[v] - 1))
                    : Double.NaN;
        }
    }

    /** Share of the variance of single trials that is noise, [t]. */
    public double[] noiseVariance() {
        return noise.clone();
    }

    /** Standard deviation of the signal over that of the noise of one trial, [t]; 0 without signal. */
    public double[] ncsnr() {
        return Arrays.stream(noise)
                .map(x -> Math.sqrt(Math.max(1 - x, 0)) / Math.sqrt(x))
                .toArray();
    }

    /**
     * Largest r2 with means of n trials, as a share, [t].
     *
     * @param trials n, at least 1
     */
    public double[] ceiling(int trials) {
        return ceiling(new int[] {trials});
    }

    /**
     * Largest r2 with means of different numbers of trials: 1/n is averaged over the stimuli.
     *
     * @param trialsPerStimulus number of trials of each test stimulus, at least 1 each
     * @return shares, [t]
     */
    public double[] ceiling(int... trialsPerStimulus) {
        for (int n : trialsPerStimulus) {
            if (n < 1) {
                throw new IllegalArgumentException("a test stimulus has " + n + " trials; at least 1 is needed");
            }
        }
        double inverse = Arrays.stream(trialsPerStimulus)
                .mapToDouble(n -> 1.0 / n)
                .average()
                .orElse(Double.NaN);
        return Arrays.stream(ncsnr()).map(x -> x * x / (x * x + inverse)).toArray();
    }

    /** Ceilings in percent with their convention; see {@link #ceiling(int...)}. */
    public Score column(int... trialsPerStimulus) {
        return Score.of(
                ScoreConvention.NC_NSD_PERCENT,
                Arrays.stream(ceiling(trialsPerStimulus)).map(x -> PERCENT * x).toArray());
    }

    /** The signal-to-noise ratios with their convention. */
    public Score ncsnrColumn() {
        return Score.of(ScoreConvention.NCSNR_NSD, ncsnr());
    }
}
