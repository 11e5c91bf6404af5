package org.neurobeam.pipelines.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: its commands, and what all of them share. */
@Command(
        name = "neurobeam",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Raw brain recordings to homogenized datasets, voxelwise encoders and reports.",
        subcommands = {
            DemoCommand.class,
            SimulateCommand.class,
            InspectCommand.class,
            IngestCommand.class,
            CheckCommand.class,
            PreprocessCommand.class,
            EncodeCommand.class,
            PredictCommand.class,
            CompareCommand.class,
            PublishCommand.class,
            ReportCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Options of the Beam runner follow after --, e.g. -- --runner=FlinkRunner --flinkMaster=host:8081",
            "Example: ./neurobeam demo --output demo"
        })
final class Neurobeam implements Runnable {
    private final List<String> runnerArguments;

    @Spec
    private CommandSpec spec;

    Neurobeam(List<String> runnerArguments) {
        this.runnerArguments = runnerArguments;
    }

    /** What followed after {@code --}. */
    List<String> runnerArguments() {
        return runnerArguments;
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(spec), "a command is missing");
    }
}
