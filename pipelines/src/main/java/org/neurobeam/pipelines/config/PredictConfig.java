package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code predict}.
 *
 * @param model results folder of {@code encode}
 * @param group group of the model, e.g. sub-01; empty where the model has one
 * @param features feature spaces in the order of the model; a path alone takes name and delays from the model; empty
 *     with {@code input} for those of the model
 * @param input dataset whose events or feature tables are the features and whose traces the responses; empty for arrays
 * @param signal which traces of the dataset are the responses
 * @param responses .npy array [samples x targets] to score the predictions with
 * @param runs .npy array [samples] of run numbers; delays do not cross runs
 * @param output folder to write
 * @param tile targets at once
 * @param maxMemory memory that the features and a tile may need, e.g. {@code 1g}; empty for no limit of its own
 */
public record PredictConfig(
        String model,
        String group,
        List<FeatureSpaceConfig> features,
        String input,
        String signal,
        String responses,
        String runs,
        String output,
        Integer tile,
        String maxMemory) {
    private static final int TILE = 2000;

    /** Fills defaults and checks values. */
    public PredictConfig {
        model = or(model, "");
        group = or(group, "");
        features = listOr(features, List.of());
        input = or(input, "");
        signal = or(signal, "clean");
        responses = or(responses, "");
        runs = or(runs, "");
        output = or(output, "");
        tile = range("tile", or(tile, TILE), 1, Integer.MAX_VALUE);
        maxMemory = or(maxMemory, "");
        MemorySize.bytes("maxMemory", maxMemory);
    }

    /** The settings with what the command needs present. */
    public PredictConfig checked() {
        Settings.require(model, "model");
        Settings.require(output, "output");
        if (!input.isEmpty() && !(responses.isEmpty() && runs.isEmpty())) {
            throw new ConfigException(
                    "responses and runs come from the dataset of --input; leave them out, or give arrays"
                            + " with --features and no --input");
        }
        if (input.isEmpty() && (features.isEmpty() || features.stream().anyMatch(f -> !f.array()))) {
            throw new ConfigException(
                    "features: give an array for each feature space of the model (--features X.npy), or"
                            + " --input DATASET for features from events or tables");
        }
        return this;
    }
}
