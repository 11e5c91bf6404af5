package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.util.List;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code encode}.
 *
 * @param input dataset folder; empty when {@code responses} is given
 * @param output results folder
 * @param features feature spaces, concatenated in this order
 * @param responses .npy array [samples x targets] instead of a dataset
 * @param runs .npy array [samples] of run numbers for {@code responses}; one run when absent
 * @param signal which traces are the responses
 * @param model the ridge encoder
 * @param outer what is held out for scores: {@code runs} or {@code kfold:N}
 * @param weights write weights.nc
 * @param tile targets in one piece of work
 * @param nullShifts compute the noise floor of r from circular shifts
 */
public record EncodeConfig(
        String input,
        String output,
        List<FeatureSpaceConfig> features,
        String responses,
        String runs,
        String signal,
        RidgeConfig model,
        String outer,
        Boolean weights,
        Integer tile,
        Boolean nullShifts) {
    private static final Pattern OUTER = Pattern.compile("runs|kfold:([2-9]|[1-9]\\d+)");
    private static final int TILE = 2000;

    /** Fills defaults and checks values. */
    public EncodeConfig {
        input = or(input, "");
        output = or(output, "");
        features = listOr(features, List.of(FeatureSpaceConfig.ofSource("events")));
        responses = or(responses, "");
        runs = or(runs, "");
        signal = or(signal, "clean");
        model = or(model, RidgeConfig.defaults());
        outer = or(outer, "runs");
        weights = or(weights, true);
        tile = range("tile", or(tile, TILE), 1, Integer.MAX_VALUE);
        nullShifts = or(nullShifts, true);
        if (!OUTER.matcher(outer).matches()) {
            throw new ConfigException("outer: " + outer + "; allowed: runs, kfold:N");
        }
        if (features.isEmpty()) {
            throw new ConfigException("features: is empty; give at least one feature space, e.g. source: events");
        }
    }

    /** The settings with what the command needs present. */
    public EncodeConfig checked() {
        Settings.require(output, "output");
        if (responses.isEmpty()) {
            Settings.require(input, "input");
        } else if (features.stream().anyMatch(f -> !f.array())) {
            throw new ConfigException("features: --responses needs --features X.npy (an array), found source: "
                    + features.get(0).source());
        }
        return this;
    }

    /** The same settings with another size of tiles. */
    public EncodeConfig withTile(int targets) {
        return new EncodeConfig(
                input, output, features, responses, runs, signal, model, outer, weights, targets, nullShifts);
    }

    /** What the results depend on: the settings without the place of the results. */
    public EncodeConfig withoutOutput() {
        return new EncodeConfig(input, "", features, responses, runs, signal, model, outer, weights, tile, nullShifts);
    }
}
