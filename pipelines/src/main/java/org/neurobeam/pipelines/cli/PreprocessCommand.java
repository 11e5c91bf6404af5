package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.PreprocessFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code preprocess}: a dataset of cleaned series. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "preprocess",
        description = {
            "A dataset to a dataset. fMRI: masks, smoothing, cleaning and parcels; calcium: derivative, smoothing,",
            "common grid, z-scores (block calcium); connectomes: their consensus (block consensus)."
        },
        footer = {
            "",
            "Example: ./neurobeam preprocess --input dataset --output clean --config pipelines/examples/haxby-preprocess.yaml",
            "         ./neurobeam preprocess --input worms --output grid --config pipelines/examples/celegans-preprocess.yaml",
            "         ./neurobeam preprocess --input connectomes --output consensus --set consensus.mode=fixed"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class PreprocessCommand extends FlowCommand<PreprocessConfig> {

    @Option(names = "--input", paramLabel = "DATASET", description = "Dataset folder to read.")
    private String input;

    @Option(names = "--output", paramLabel = "DATASET", description = "Dataset folder to write.")
    private String output;

    @Option(names = "--fwhm-mm", paramLabel = "MM", description = "Gaussian smoothing (default 0).")
    private Double fwhmMm;

    @Option(
            names = "--max-bad-records",
            paramLabel = "N",
            description = "Recordings that may be refused before exit code 3 (default 0).")
    private Integer maxBadRecords;

    @Option(names = "--memory-mb", paramLabel = "MB", description = "Memory for one recording (default 256).")
    private Integer memoryMb;

    PreprocessCommand() {
        super(PreprocessConfig.class);
    }

    @Override
    Outcome run(PreprocessConfig settings, List<String> runnerArguments) throws Exception {
        return PreprocessFlow.run(settings.checked(), runnerArguments);
    }
}
