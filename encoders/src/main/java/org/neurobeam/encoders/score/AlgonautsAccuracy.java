package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Noise-normalised accuracy of the Algonauts challenge 2023: {@code 100 min(max(r, 0)^2 / NC, 1)}, NC = 0 read as
 * 1e-14. Under that rule any positive r of a target without signal counts 100 %: read {@link #reliable()} beside the
 * published numbers.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2301.03198">Gifford et al. 2023</a>
 */
public final class AlgonautsAccuracy {
    /** Ceilings (share of r2) below this are left out of {@link #reliable()}. */
    public static final double DEFAULT_THRESHOLD = 0.05;

    private static final double NO_SIGNAL = 1e-14;
    private static final double PERCENT = 100;

    private final double[] percent;
    private final double[] reliable;

    private AlgonautsAccuracy(double[] percent, double[] reliable) {
        this.percent = percent;
        this.reliable = reliable;
    }

    /**
     * Normalises correlations.
     *
     * @param r correlation of predictions with the mean of trials, [t]
     * @param ceiling largest r2 as a share, {@link NsdNoiseCeiling#ceiling}, [t]
     * @param threshold smallest ceiling of a reliable target
     */
    public static AlgonautsAccuracy of(double[] r, double[] ceiling, double threshold) {
        Shapes.requireTargets("r", r.length, "ceiling", ceiling.length);
        double[] percent = new double[r.length];
        Arrays.setAll(percent, v -> {
            double positive = Math.max(r[v], 0);
            return PERCENT * Math.min(positive * positive / (ceiling[v] == 0 ? NO_SIGNAL : ceiling[v]), 1);
        });
        double[] reliable = IntStream.range(0, r.length)
                .mapToDouble(v -> ceiling[v] >= threshold ? percent[v] : Double.NaN)
                .toArray();
        return new AlgonautsAccuracy(percent, reliable);
    }

    /** As published, all targets: its mean is the score of the challenge; papers also give the median. */
    public Score published() {
        return Score.of(ScoreConvention.ALGONAUTS_2023_PERCENT, percent);
    }

    /** The same with NaN for targets whose ceiling is below the threshold; their number is {@link Score#undefined}. */
    public Score reliable() {
        return Score.of(ScoreConvention.ALGONAUTS_2023_PERCENT, reliable);
    }
}
