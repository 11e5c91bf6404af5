package org.neurobeam.encoders.identify;

import java.util.SplittableRandom;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Rate of identification that theory gives for V independent voxels.
 *
 * <p>Library patterns x_j ~ N(0, I), measured y = x_i + e with e ~ N(0, sigma^2 I), the nearest of N patterns is chosen.
 * Given y and e, the squared distances of the others are non-central chi-square, hence
 *
 * <pre>{@code P = E[(1 - F(|e|^2; V, |y|^2))^(N - 1)]}</pre>
 *
 * <p>For a fitted encoder the library is what it predicts, so that sigma^2 contains the error of its predictions beside
 * the noise of the measurement, in units of the variance of the predictions; see {@link #fitted}.
 *
 * @param voxels V, at least 1
 * @param noiseSd sigma, in units of the standard deviation of a library pattern, {@code > 0}
 * @param draws number of draws of (x_i, e) in the expectation; the error is about 0.4 / sqrt(draws)
 * @param seed of the draws
 */
public record IdentificationRate(int voxels, double noiseSd, int draws, long seed) {
    private static final int DEFAULT_DRAWS = 4000;

    /** @throws ConfigException if a setting is out of range */
    public IdentificationRate {
        if (voxels < 1 || !(noiseSd > 0) || Double.isInfinite(noiseSd) || draws < 1) {
            throw new ConfigException("identification rate of " + voxels + " voxels (at least 1), noise " + noiseSd
                    + " (finite, > 0), " + draws + " draws (at least 1)");
        }
    }

    /**
     * The rate of an encoder whose predictions are conditional means (penalty = noise over weight variance).
     *
     * @param voxels V
     * @param measurementVariance variance of the noise of a measured voxel
     * @param predictionError mean squared difference of predicted and noiseless patterns
     * @param predictedVariance variance of a predicted voxel over stimuli
     */
    public static IdentificationRate fitted(
            int voxels, double measurementVariance, double predictionError, double predictedVariance) {
        double sd = Math.sqrt((measurementVariance + predictionError) / predictedVariance);
        return new IdentificationRate(voxels, sd, DEFAULT_DRAWS, 0);
    }

    /**
     * Expected rate of identification among N patterns.
     *
     * @param librarySize N, at least 1
     */
    public double among(int librarySize) {
        if (librarySize < 1) {
            throw new IllegalArgumentException("a library has at least 1 pattern, not " + librarySize);
        }
        if (librarySize == 1) {
            return 1;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int k = 0; k < draws; k++) {
            double ee = 0;
            double yy = 0;
            for (int v = 0; v < voxels; v++) {
                double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
                double angle = 2 * Math.PI * random.nextDouble();
                double e = noiseSd * radius * Math.cos(angle);
                double y = radius * Math.sin(angle) + e;
                ee += e * e;
                yy += y * y;
            }
            double nearer = NoncentralChiSquare.cumulative(ee, voxels, yy);
            sum += Math.exp((librarySize - 1) * Math.log1p(-nearer));
        }
        return sum / draws;
    }
}
