package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.DemoConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.demo.DemoFlow;
import org.neurobeam.pipelines.flow.encode.EncodeFlow;
import org.neurobeam.pipelines.flow.encode.ResultsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: everything once, on data whose truth is known. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "demo",
        description = "Simulates a small study, runs the whole flow on it and tells how well the truth was recovered.",
        footer = {"", "Example: ./neurobeam demo --output demo"})
@SuppressWarnings({"unused", "UnusedVariable"})
final class DemoCommand extends FlowCommand<DemoConfig> {

    @Option(names = "--output", paramLabel = "DIR", description = "Folder of everything made (default demo).")
    private String output;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulated study (default 1).")
    private Long seed;

    DemoCommand() {
        super(DemoConfig.class);
    }

    @Override
    Outcome run(DemoConfig settings, List<String> runnerArguments) throws Exception {
        return DemoFlow.run(settings, runnerArguments, steps(), err()::println);
    }

    private static DemoFlow.Steps steps() {
        return new DemoFlow.Steps(EncodeFlow::run, ResultsReport::write);
    }
}
