package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code compare}.
 *
 * @param first results folder of {@code encode} with predictions: the model that may be better
 * @param second results folder of the other model, over the same responses
 * @param output folder to write
 * @param test what the p-values come from
 * @param block samples of a time block, longer than the autocorrelation of the noise; blocks lie within runs
 * @param draws of the bootstrap, flips or permutations; the smallest p is {@code 1 / (1 + draws)}
 * @param seed of all draws, which all targets share
 * @param correction for the number of targets of a group
 */
public record CompareConfig(
        String first,
        String second,
        String output,
        Test test,
        Integer block,
        Integer draws,
        Long seed,
        Correction correction) {
    /** Where p-values come from. */
    public enum Test {
        /** Time blocks of both models and the responses are drawn with replacement: difference of r. */
        @JsonProperty("block-bootstrap")
        BLOCK_BOOTSTRAP("block-bootstrap"),
        /** The difference of squared errors changes its sign in random blocks: difference of R2. */
        @JsonProperty("sign-flip")
        SIGN_FLIP("sign-flip"),
        /** Blocks of the responses change places within runs against the difference of the predictions: of r. */
        @JsonProperty("block-permutation")
        BLOCK_PERMUTATION("block-permutation");

        private final String key;

        Test(String key) {
            this.key = key;
        }

        /** The word in settings. */
        public String key() {
            return key;
        }
    }

    /** How the number of targets is taken into account. */
    public enum Correction {
        /** False discovery rate, Benjamini and Hochberg: independent or positively dependent targets. */
        @JsonProperty("bh")
        BH,
        /** False discovery rate, Benjamini and Yekutieli: any dependence. */
        @JsonProperty("by")
        BY,
        /** Chance of any false discovery, Holm. */
        @JsonProperty("holm")
        HOLM,
        /** Not at all. */
        @JsonProperty("none")
        NONE
    }

    private static final int BLOCK = 10;
    private static final int MOST = 1_000_000;
    private static final int DRAWS = 1000;
    /** Fewer cannot give p = 0.05. */
    private static final int FEWEST = 19;
    /** 16 KB for each draw. */
    private static final int MOST_DRAWS = 20_000;

    /** Fills defaults and checks ranges. */
    public CompareConfig {
        first = or(first, "");
        second = or(second, "");
        output = or(output, "");
        test = or(test, Test.BLOCK_BOOTSTRAP);
        block = range("block", or(block, BLOCK), 1, MOST);
        draws = range("draws", or(draws, DRAWS), FEWEST, MOST_DRAWS);
        seed = or(seed, 0L);
        correction = or(correction, Correction.BH);
    }

    /** The settings with what the command needs present. */
    public CompareConfig checked() {
        if (first.isEmpty() || second.isEmpty()) {
            throw new ConfigException("first and second: give the results folders of two models, compare FIRST SECOND");
        }
        Settings.require(output, "output");
        return this;
    }

    /** What a winner has to reach, e.g. {@code q < 0.05 (BH)}. */
    public String criterion() {
        return correction == Correction.NONE ? "p < 0.05 (uncorrected)" : "q < 0.05 (" + correction + ")";
    }
}
