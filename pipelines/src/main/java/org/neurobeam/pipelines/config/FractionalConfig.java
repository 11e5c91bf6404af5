package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;

import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code fractional}.
 *
 * @param fractions lengths of the weights relative to least squares to choose from, ascending in (0, 1]
 */
public record FractionalConfig(List<Double> fractions) {
    private static final int TENTHS = 10;

    /** Fills defaults and checks values. */
    public FractionalConfig {
        fractions = listOr(
                fractions,
                IntStream.rangeClosed(1, TENTHS)
                        .mapToObj(i -> (double) i / TENTHS)
                        .toList());
        double previous = 0;
        for (double fraction : fractions) {
            if (!(fraction > previous && fraction <= 1)) {
                throw new ConfigException(
                        "model.fractional.fractions: " + fractions + "; allowed: ascending in (0, 1]");
            }
            previous = fraction;
        }
        if (fractions.isEmpty()) {
            throw new ConfigException("model.fractional.fractions: is empty; give at least one in (0, 1]");
        }
    }

    static FractionalConfig defaults() {
        return new FractionalConfig(null);
    }
}
