package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.encode.EncodeFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code encode}: voxelwise encoders. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "encode",
        description = "Voxelwise encoders (the ridge family, PLS, lasso): scores, weights, maps and a report.",
        footer = {
            "",
            "Example: ./neurobeam encode --input clean --output results --config pipelines/examples/haxby-encode.yaml"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class EncodeCommand extends FlowCommand<EncodeConfig> {
    private static final String MODEL_KIND = "--model-kind";
    private static final String EXTEND_GRID = "--extend-grid";

    @Option(names = "--input", paramLabel = "DATASET", description = "Dataset folder to read.")
    private String input;

    @Option(names = "--output", paramLabel = "RESULTS", description = "Results folder to write.")
    private String output;

    @Option(
            names = "--features",
            paramLabel = "X.npy",
            description = "Features [samples x features] instead of the events of the dataset.")
    private String features;

    @Option(
            names = "--responses",
            paramLabel = "Y.npy",
            description = "Responses [samples x targets] instead of a dataset.")
    private String responses;

    @Option(names = "--runs", paramLabel = "RUNS.npy", description = "Run number of every sample of --responses.")
    private String runs;

    @Option(
            names = "--groups",
            paramLabel = "GROUPS",
            description = "With model.alphaScope: group: .npy with an integer per target, or a column of units.")
    private String groups;

    @Option(
            names = MODEL_KIND,
            paramLabel = "KIND",
            description = "ridge (default), banded, kernel, fractional, pls or lasso; the key model.kind.")
    private String modelKind;

    @Option(
            names = EXTEND_GRID,
            description =
                    "Add decades of penalties until < 1 %% of the choices lie at an edge; the key model.extendGrid.")
    private boolean extendGrid;

    @Option(
            names = "--outer",
            paramLabel = "FOLDS",
            description = "What is held out for scores: runs (default), runs:N or kfold:N.")
    private String outer;

    @Option(
            names = "--tile",
            paramLabel = "N",
            description = "Targets in one piece of work (default 2000; banded: all that memory allows).")
    private Integer tile;

    @Option(
            names = "--weights",
            paramLabel = "FORM",
            description = "Kept for predict: auto (default), primal, dual (many features) or none.")
    private String weights;

    @Option(
            names = "--predictions",
            description = "Keep predictions of held-out samples (predictions/GROUP.npy) for compare.")
    private boolean predictions;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            description = "Refuse to start what needs more, e.g. 4g (default: free memory).")
    private String maxMemory;

    EncodeCommand() {
        super(EncodeConfig.class);
    }

    @Override
    String keyPath(String option) {
        return switch (option) {
            case MODEL_KIND -> "model.kind";
            case EXTEND_GRID -> "model.extendGrid";
            default -> super.keyPath(option);
        };
    }

    @Override
    Outcome run(EncodeConfig settings, List<String> runnerArguments) throws Exception {
        return EncodeFlow.run(settings.checked(), runnerArguments);
    }
}
