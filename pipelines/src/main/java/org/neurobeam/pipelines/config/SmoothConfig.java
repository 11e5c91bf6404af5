package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.choice;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.neurobeam.preprocess.calcium.SmoothingOptions;

/**
 * How calcium traces are smoothed, at the native rate; all lengths are in samples.
 *
 * @param method moving, exponential, gaussian or none
 * @param windowSize moving: nominal width, made odd by adding 1
 * @param alpha exponential: weight of the new sample
 * @param sigma gaussian: standard deviation
 */
public record SmoothConfig(
        String method, @JsonProperty("window_size") Integer windowSize, Double alpha, Double sigma) {
    private static final SmoothingOptions DEFAULTS = SmoothingOptions.defaults();

    /** Fills defaults; ranges are checked with the other calcium settings. */
    public SmoothConfig {
        method = choice(
                "calcium.smooth.method",
                or(method, DEFAULTS.method().word()),
                List.of("moving", "exponential", "gaussian", "none"));
        windowSize = or(windowSize, DEFAULTS.windowSize());
        alpha = or(alpha, DEFAULTS.alpha());
        sigma = or(sigma, DEFAULTS.sigma());
    }

    SmoothingOptions options() {
        return new SmoothingOptions(
                SmoothingOptions.Method.valueOf(method.toUpperCase(Locale.ROOT)), windowSize, alpha, sigma);
    }
}
