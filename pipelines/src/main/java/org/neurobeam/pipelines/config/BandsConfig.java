package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The search of banded ridge; a band is a feature space.
 *
 * @param candidates weights of the bands to try
 * @param concentrations of the Dirichlet draws, by turns: small ones favour few bands
 * @param seed of the draws
 * @param gammas CSV file of weights to try instead, a row for each candidate and a column for each feature space; a
 *     first line of names is allowed
 */
public record BandsConfig(Integer candidates, List<Double> concentrations, Long seed, String gammas) {
    private static final int CANDIDATES = 100;
    private static final int MOST = 1_000_000;

    /** Fills defaults and checks values. */
    public BandsConfig {
        candidates = range("model.bands.candidates", or(candidates, CANDIDATES), 1, MOST);
        concentrations = listOr(concentrations, List.of(0.1, 1.0));
        seed = or(seed, 0L);
        gammas = or(gammas, "");
        if (concentrations.isEmpty() || concentrations.stream().anyMatch(c -> !(c > 0 && Double.isFinite(c)))) {
            throw new ConfigException(
                    "model.bands.concentrations: " + concentrations + "; allowed: finite numbers > 0, at least one");
        }
    }

    static BandsConfig defaults() {
        return new BandsConfig(null, null, null, null);
    }
}
