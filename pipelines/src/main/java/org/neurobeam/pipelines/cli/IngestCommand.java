package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.pipelines.flow.IngestFlow;
import org.neurobeam.pipelines.flow.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ingest}: raw files to a dataset. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "ingest",
        description = "Raw files to a dataset: BIDS trees, NIfTI, calcium recordings, connectomes.",
        footer = {
            "",
            "Example: ./neurobeam ingest --input bids --output dataset --select task=rest",
            "         ./neurobeam ingest --input worms --output dataset --recipe our_lab.yaml --max-bad-records 1",
            "         ./neurobeam ingest --input wiring --output connectomes --mode fixed"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class IngestCommand extends FlowCommand<IngestConfig> {

    @Option(names = "--input", paramLabel = "PATH", description = "Folder or file of raw recordings.")
    private String input;

    @Option(names = "--output", paramLabel = "DATASET", description = "Dataset folder to write.")
    private String output;

    @Option(names = "--format", paramLabel = "NAME", description = "auto (default) or bids.")
    private String format;

    @Option(
            names = "--select",
            paramLabel = "KEY=VALUE,...",
            description = "Only recordings with these entities, e.g. acq=1slice,run=01.")
    private String select;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Description of a lab's own source; may be repeated.")
    private List<String> recipe;

    @Option(names = "--mode", paramLabel = "NAME", description = "Labels and edges: fixed (default) or paper-faithful.")
    private String mode;

    @Option(
            names = "--max-bad-records",
            paramLabel = "N",
            description = "Recordings that may be refused before exit code 3 (default 0).")
    private Integer maxBadRecords;

    @Option(
            names = "--memory-mb",
            paramLabel = "MB",
            description = "Memory for one recording; longer ones use one scratch file (default 256).")
    private Integer memoryMb;

    IngestCommand() {
        super(IngestConfig.class);
    }

    @Override
    Outcome run(IngestConfig settings, List<String> runnerArguments) throws Exception {
        return IngestFlow.run(settings.checked(), runnerArguments);
    }
}
