package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * What the weights of a feature space are expected to be like, as covariances; the delays alone stand for a prior of them.
 *
 * @param delays {@code ridge} (delays are alike and independent), {@code smooth} (no kinks, zero at both ends), {@code
 *     gaussian:WIDTH} (alike within about WIDTH samples), or an .npy array [delays x delays]
 * @param features an .npy array [features x features] of the undelayed features; empty for independent ones
 */
public record PriorConfig(String delays, String features) {
    /** Delays as in ridge. */
    public static final String RIDGE = "ridge";
    /** Delays without kinks. */
    public static final String SMOOTH = "smooth";

    private static final String GAUSSIAN = "gaussian:";
    private static final String ARRAY = ".npy";

    /** Fills defaults and checks values. */
    @JsonCreator
    public PriorConfig {
        delays = or(delays, RIDGE);
        features = or(features, "");
        boolean known = List.of(RIDGE, SMOOTH).contains(delays) || delays.endsWith(ARRAY);
        if (!known && !(delays.startsWith(GAUSSIAN) && width(delays) > 0)) {
            throw new ConfigException("features.prior.delays: " + delays
                    + "; allowed: ridge, smooth, gaussian:WIDTH with a width in samples > 0, or the path of an .npy"
                    + " array [delays x delays]");
        }
        if (!features.isEmpty() && !features.endsWith(ARRAY)) {
            throw new ConfigException("features.prior.features: " + features
                    + "; allowed: the path of an .npy array [features x features]");
        }
    }

    /** A prior of the delays alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PriorConfig ofDelays(String delays) {
        return new PriorConfig(delays, null);
    }

    static PriorConfig defaults() {
        return new PriorConfig(null, null);
    }

    private static double width(String delays) {
        try {
            double width = Double.parseDouble(delays.substring(GAUSSIAN.length()));
            return Double.isFinite(width) ? width : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Width of a gaussian prior of the delays, in samples. */
    public double widthSamples() {
        return width(delays);
    }

    /** Whether it is the prior of ridge. */
    public boolean none() {
        return delays.equals(RIDGE) && features.isEmpty();
    }

    /** Whether the covariance of the delays is an array. */
    public boolean delaysArray() {
        return delays.endsWith(ARRAY);
    }
}
