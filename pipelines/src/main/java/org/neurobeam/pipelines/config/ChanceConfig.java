package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Settings of the test of r against chance.
 *
 * @param kind what is rearranged
 * @param draws number of permutations (block-permutation); the smallest p is {@code 1 / (1 + draws)}
 * @param block samples of a block, longer than the autocorrelation of the noise (block-permutation)
 * @param correction for the number of targets of a group
 * @param seed of the permutations, which all targets share
 */
public record ChanceConfig(Kind kind, Integer draws, Integer block, Correction correction, Long seed) {
    /** What chance is. */
    public enum Kind {
        /** Blocks of the measured series change places within their run. */
        @JsonProperty("block-permutation")
        BLOCK_PERMUTATION,
        /** The measured series is shifted in a circle by at least 10 samples. */
        @JsonProperty("circular-shift")
        CIRCULAR_SHIFT,
        /** No test. */
        @JsonProperty("none")
        NONE
    }

    /** How many targets are accounted for. */
    public enum Correction {
        /** False discovery rate, Benjamini and Hochberg: independent or positively dependent targets. */
        @JsonProperty("bh")
        BH,
        /** False discovery rate, Benjamini and Yekutieli: any dependence. */
        @JsonProperty("by")
        BY,
        /** Family-wise error by the largest r of all targets in each draw, Westfall and Young: any dependence. */
        @JsonProperty("max")
        MAX,
        /** Not at all. */
        @JsonProperty("none")
        NONE
    }

    private static final int DRAWS = 999;
    /** Fewer cannot give p = 0.05. */
    private static final int FEWEST = 19;

    private static final int MOST = 1_000_000;
    private static final int BLOCK = 10;

    /** Fills defaults and checks ranges. */
    public ChanceConfig {
        kind = or(kind, Kind.BLOCK_PERMUTATION);
        draws = range("test.draws", or(draws, DRAWS), FEWEST, MOST);
        block = range("test.block", or(block, BLOCK), 1, MOST);
        correction = or(correction, Correction.BH);
        seed = or(seed, 0L);
    }

    static ChanceConfig defaults() {
        return new ChanceConfig(null, null, null, null, null);
    }

    /** What the counts in summaries say, e.g. {@code q < 0.05 (BH)}. */
    public String criterion() {
        return switch (correction) {
            case NONE -> "p < 0.05 (uncorrected)";
            case MAX -> "p_familywise < 0.05 (largest r of all targets)";
            case BH, BY -> "q < 0.05 (" + correction + ")";
        };
    }

    /** The column of the scores that is compared with 0.05. */
    public String decisive() {
        return switch (correction) {
            case NONE -> "p";
            case MAX -> "p_familywise";
            case BH, BY -> "q";
        };
    }
}
