package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.PredictConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.encode.PredictFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code predict}: a saved model on new features. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "predict",
        description = {
            "Responses to new features from the results folder of encode: predictions.npy [samples x targets],",
            "predictions.json, and scores.parquet where the responses are known."
        },
        footer = {"", "Example: ./neurobeam predict --model results --features X.npy --runs R.npy --output predictions"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class PredictCommand extends FlowCommand<PredictConfig> {

    @Option(names = "--model", paramLabel = "RESULTS", description = "Results folder of encode.")
    private String model;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group of the model, e.g. sub-01, where it has several.")
    private String group;

    @Option(
            names = "--features",
            paramLabel = "X.npy",
            description =
                    "Features [samples x features] before delays; once for each feature space, in the model's order.")
    private List<String> features;

    @Option(
            names = "--input",
            paramLabel = "DATASET",
            description = "Features (events, tables) and responses of a dataset instead of arrays.")
    private String input;

    @Option(
            names = "--responses",
            paramLabel = "Y.npy",
            description = "Measured responses [samples x targets]: scores too.")
    private String responses;

    @Option(
            names = "--runs",
            paramLabel = "RUNS.npy",
            description = "Run number of every sample; delays do not cross runs (default: one run).")
    private String runs;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder to write.")
    private String output;

    @Option(names = "--tile", paramLabel = "N", description = "Targets at once (default 2000).")
    private Integer tile;

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "Refuse to need more, e.g. 900m or 4g.")
    private String maxMemory;

    @Option(names = "--json", description = "One JSON object on stdout; the default and only form.")
    private boolean json;

    PredictCommand() {
        super(PredictConfig.class);
    }

    @Override
    Outcome run(PredictConfig settings, List<String> runnerArguments) throws Exception {
        return PredictFlow.run(settings.checked());
    }
}
