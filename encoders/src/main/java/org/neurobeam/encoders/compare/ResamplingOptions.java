package org.neurobeam.encoders.compare;

import org.neurobeam.schemas.error.ConfigException;

/**
 * How often chance is drawn.
 *
 * @param draws number of permutations, flips or bootstrap samples, at least 19
 * @param seed of all draws
 */
public record ResamplingOptions(int draws, long seed) {
    private static final int DEFAULT_DRAWS = 1000;
    /** Fewer draws cannot give p = 0.05. */
    private static final int FEWEST = 19;

    /** @throws ConfigException if the draws are too few to reach p = 0.05 */
    public ResamplingOptions {
        if (draws < FEWEST) {
            throw new ConfigException("compare.draws is " + draws + "; allowed: " + FEWEST + " or more");
        }
    }

    /** 1,000 draws, seed 0. */
    public static ResamplingOptions defaults() {
        return new ResamplingOptions(DEFAULT_DRAWS, 0);
    }
}
