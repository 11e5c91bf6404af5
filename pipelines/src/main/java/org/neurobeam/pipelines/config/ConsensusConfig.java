package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.choice;
import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import org.neurobeam.preprocess.consensus.ConsensusOptions;

/**
 * How connectomes are combined; the block {@code consensus} of the settings.
 *
 * @param mode fixed, paper-faithful, or none where the block is absent: connectomes are then kept as they are
 * @param sources ids of the connectomes, {@code all} for those of the published consensus
 */
public record ConsensusConfig(
        String mode, @JsonAlias("connectome_pub") List<String> sources) {
    private static final String NONE = "none";
    private static final List<String> ALL = List.of("all");

    /** Fills defaults. */
    public ConsensusConfig {
        mode = choice("consensus.mode", or(mode, "fixed"), List.of("fixed", "paper-faithful", NONE));
        sources = listOr(sources, ALL);
    }

    static ConsensusConfig none() {
        return new ConsensusConfig(NONE, null);
    }

    /** Whether a consensus is wanted. */
    public boolean combines() {
        return !mode.equals(NONE);
    }

    /** The options of the computation. */
    public ConsensusOptions options() {
        return new ConsensusOptions(mode, sources.equals(ALL) ? List.of() : sources);
    }
}
