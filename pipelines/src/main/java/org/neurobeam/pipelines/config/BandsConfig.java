package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The search of banded ridge; a band is a feature space.
 *
 * @param search {@code random} (candidate weights) or {@code gradient} (descent on the weights of each target, which
 *     starts from ridge and has no use for candidates and {@code model.alphas})
 * @param candidates weights of the bands to try
 * @param concentrations of the Dirichlet draws, by turns: small ones favour few bands
 * @param seed of the draws
 * @param gammas CSV file of weights to try instead, a row for each candidate and a column for each feature space; a
 *     first line of names is allowed
 * @param iterations of the gradient at most
 * @param tolerance a target is done when a step of the gradient moves none of its log(weight / penalty) by more
 * @param partition fit every subset of the spaces too, for the R2 that each alone explains and that they share; 2^spaces
 *     - 2 more searches
 */
public record BandsConfig(
        Search search,
        Integer candidates,
        List<Double> concentrations,
        Long seed,
        String gammas,
        Integer iterations,
        Double tolerance,
        Boolean partition) {
    /** How weights are found. */
    public enum Search {
        /** The best of some candidates. */
        @JsonProperty("random")
        RANDOM,
        /** Descent from ridge. */
        @JsonProperty("gradient")
        GRADIENT
    }

    /** Spaces whose subsets are fitted; one more doubles the searches. */
    static final int MOST_PARTITIONED = 5;

    private static final int CANDIDATES = 100;
    private static final int MOST = 1_000_000;
    private static final int ITERATIONS = 30;
    private static final double TOLERANCE = 1e-2;
    private static final double COARSEST = 10;

    /** Fills defaults and checks values. */
    public BandsConfig {
        search = or(search, Search.RANDOM);
        candidates = range("model.bands.candidates", or(candidates, CANDIDATES), 1, MOST);
        concentrations = listOr(concentrations, List.of(0.1, 1.0));
        seed = or(seed, 0L);
        gammas = or(gammas, "");
        iterations = range("model.bands.iterations", or(iterations, ITERATIONS), 1, MOST);
        tolerance = range("model.bands.tolerance", or(tolerance, TOLERANCE), 0.0, COARSEST);
        partition = or(partition, false);
        if (concentrations.isEmpty() || concentrations.stream().anyMatch(c -> !(c > 0 && Double.isFinite(c)))) {
            throw new ConfigException(
                    "model.bands.concentrations: " + concentrations + "; allowed: finite numbers > 0, at least one");
        }
        if (search == Search.GRADIENT && !gammas.isEmpty()) {
            throw new ConfigException("model.bands.gammas: " + gammas
                    + " does nothing with model.bands.search: gradient; leave it out, or use search: random");
        }
    }

    static BandsConfig defaults() {
        return new BandsConfig(null, null, null, null, null, null, null, null);
    }
}
