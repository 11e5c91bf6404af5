package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.publish.PublishFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code publish}: a release others can open. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "publish",
        description = {
            "A dataset to a release that others open: Parquet with card and Croissant, netCDF, or matrices.",
            "Stops with the list of sources whose licence forbids redistribution (exit code 2)."
        },
        footer = {
            "",
            "More settings (--set or --config): release.name, .version, .date, .url, .creator",
            "Example: ./neurobeam publish --input dataset --output release --to huggingface"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class PublishCommand extends FlowCommand<PublishConfig> {

    @Option(names = "--input", paramLabel = "DATASET", description = "Dataset folder to read.")
    private String input;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder of the release.")
    private String output;

    @Option(names = "--to", paramLabel = "KIND", description = "huggingface (default), netcdf or matrix.")
    private String to;

    @Option(names = "--exclude", paramLabel = "ID,...", description = "Sources to leave out.")
    private String exclude;

    @Option(
            names = "--permit",
            paramLabel = "ID,...",
            description = "Sources whose redistribution you have permission for; the release says so.")
    private String permit;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "neurobeam (default), or paper: with the table worm_data_short beside.")
    private String layout;

    @Option(names = "--shard-mb", paramLabel = "MB", description = "Uncompressed size of a Parquet file (default 64).")
    private Integer shardMb;

    @Option(names = "--grid", paramLabel = "GRID", description = "Of matrices: original or resampled (default).")
    private String grid;

    @Option(names = "--signal", paramLabel = "SIGNAL", description = "Of matrices (default zscore).")
    private String signal;

    @Option(names = "--missing", paramLabel = "HOW", description = "In matrices: nan (default) or zero.")
    private String missing;

    PublishCommand() {
        super(PublishConfig.class);
    }

    @Override
    Outcome run(PublishConfig settings, List<String> runnerArguments) throws Exception {
        return PublishFlow.run(settings.checked());
    }
}
