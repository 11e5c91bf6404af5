package org.neurobeam.ingest.simulate;

import org.neurobeam.schemas.error.ConfigException;

/**
 * What hides the planted signal; percentages are of a voxel's mean intensity.
 *
 * @param ar1 correlation of the noise with itself one volume later, -1 &lt; ar1 &lt; 1
 * @param noisePercent standard deviation of the noise, &gt; 0
 * @param snrMin lowest variance ratio of signal to noise among signal voxels, &gt;= 0
 * @param snrMax highest variance ratio; a ratio q means a planted score near sqrt(q / (1 + q))
 * @param driftPercent standard deviation of the amplitude of each slow cosine, &gt;= 0
 * @param motionMm typical size of the head's movement, &gt;= 0
 * @param motionPercent intensity change that the typical movement of one axis leaks into a voxel, &gt;= 0
 * @param spikesPerRun volumes with a sudden movement and a loss of intensity
 */
public record NoiseLevels(
        double ar1,
        double noisePercent,
        double snrMin,
        double snrMax,
        double driftPercent,
        double motionMm,
        double motionPercent,
        int spikesPerRun) {

    /** Checks ranges. */
    public NoiseLevels {
        if (!(ar1 > -1 && ar1 < 1)) {
            throw new ConfigException("noise.ar1: " + ar1 + "; must lie between -1 and 1");
        }
        if (!(noisePercent > 0) || noisePercent > 100) {
            throw new ConfigException("noise.noisePercent: " + noisePercent + "; must be > 0 and at most 100");
        }
        if (!(snrMin >= 0 && snrMax > snrMin) || Double.isInfinite(snrMax)) {
            throw new ConfigException("noise.snrMin, noise.snrMax: " + snrMin + ", " + snrMax
                    + "; must satisfy 0 <= snrMin < snrMax and be finite");
        }
        notNegative("driftPercent", driftPercent);
        notNegative("motionMm", motionMm);
        notNegative("motionPercent", motionPercent);
        if (spikesPerRun < 0) {
            throw new ConfigException("noise.spikesPerRun: " + spikesPerRun + "; must be >= 0");
        }
    }

    /** AR(1) 0.3, noise 1 %, planted scores from 0.05 to 0.8, drift 1 %, movement 0.2 mm leaking 0.3 %, two spikes. */
    public static NoiseLevels defaults() {
        return new NoiseLevels(0.3, 1, 0.0025, 1.7778, 1, 0.2, 0.3, 2);
    }

    /** Lowest planted score aimed at: sqrt(q / (1 + q)). */
    double lowestScore() {
        return Math.sqrt(snrMin / (1 + snrMin));
    }

    /** Highest planted score aimed at. */
    double highestScore() {
        return Math.sqrt(snrMax / (1 + snrMax));
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new ConfigException("noise." + name + ": " + value + "; must be a finite number >= 0");
        }
    }
}
