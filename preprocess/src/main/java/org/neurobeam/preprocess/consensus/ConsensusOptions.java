package org.neurobeam.preprocess.consensus;

import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of a consensus: the block {@code consensus:}.
 *
 * @param mode fixed or paper-faithful
 * @param sources ids of the connectomes to combine; those a dataset lacks are named, not guessed
 */
public record ConsensusOptions(String mode, List<String> sources) {
    /** One row per pair, kind and unit, from all values. */
    public static final String FIXED = "fixed";
    /** As the published consensus. */
    public static final String PAPER_FAITHFUL = "paper-faithful";

    private static final List<String> PUBLISHED = List.of(
            "white1986_whole",
            "white1986_n2u",
            "white1986_jsh",
            "white1986_jse",
            "witvliet2020_7",
            "witvliet2020_8",
            "chklovskii",
            "openworm",
            "cook2019",
            "funconn");

    /** @throws ConfigException names the key and what is allowed */
    public ConsensusOptions {
        mode = mode == null || mode.isEmpty() ? FIXED : mode;
        sources = sources == null || sources.isEmpty() ? PUBLISHED : List.copyOf(sources);
        if (!mode.equals(FIXED) && !mode.equals(PAPER_FAITHFUL)) {
            throw new ConfigException("consensus.mode: " + mode + "; allowed: " + FIXED + ", " + PAPER_FAITHFUL);
        }
        if (sources.stream().distinct().count() != sources.size()) {
            throw new ConfigException("consensus.sources: " + sources + "; name each source once");
        }
    }

    /** Fixed mode over the ten sources of the published consensus. */
    public static ConsensusOptions defaults() {
        return new ConsensusOptions(FIXED, PUBLISHED);
    }
}
