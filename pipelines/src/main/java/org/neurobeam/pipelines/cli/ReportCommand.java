package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.neurobeam.pipelines.flow.ResultsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: makes or remakes the report of a results folder. */
@Command(
        name = "report",
        description = "Makes or remakes report.html of a results folder, from the folder and the dataset it names.",
        footer = {"", "Example: ./neurobeam report results"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RESULTS", description = "Results folder of encode.")
    private String results;

    @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    @Override
    public Integer call() throws IOException {
        ResultsReport.write(results, Optional.empty());
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("report", results + "/report.html");
        spec.commandLine().getOut().println(json.toPrettyString());
        return 0;
    }
}
