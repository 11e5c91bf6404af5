package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.compare.ComparisonReport;
import org.neurobeam.pipelines.flow.encode.ResultsReport;
import org.neurobeam.pipelines.report.dataset.DatasetReport;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.dataset.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: makes or remakes the report of a results folder or of a dataset. */
@Command(
        name = "report",
        description = "Makes or remakes report.html of a results folder (from it and the dataset it names) or of a "
                + "dataset folder: one file that needs no network.",
        footer = {"", "Example: ./neurobeam report results", "         ./neurobeam report dataset --output dataset.html"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String SUFFIX = ".html";
    private static final String INDEX = "dataset.json";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Results folder of encode or compare, or dataset folder.")
    private String folder;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            description = "A folder, or a file that ends in .html (default: report.html in FOLDER).")
    private Optional<String> output = Optional.empty();

    @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    @Override
    public Integer call() throws IOException {
        String target = target();
        int slash = target.lastIndexOf('/');
        DataStore store = Stores.of(slash < 0 ? "." : slash == 0 ? "/" : target.substring(0, slash));
        try (StagedFile file = new StagedFile(store, target.substring(slash + 1))) {
            write(file.stream());
            file.commit(0);
        }
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("report", target);
        spec.commandLine().getOut().println(json.toPrettyString());
        return 0;
    }

    private String target() {
        String where = output.orElse(folder);
        if (output.isPresent() && where.endsWith(SUFFIX)) {
            return where;
        }
        return where + (where.endsWith("/") ? "" : "/") + ResultsReport.FILE;
    }

    private void write(OutputStream out) throws IOException {
        if (ComparisonReport.describes(folder)) {
            ComparisonReport.write(folder, out);
            return;
        }
        if (ResultsReport.describes(folder)) {
            ResultsReport.write(folder, Optional.empty(), out);
            return;
        }
        DataStore store = Stores.of(folder);
        if (!store.exists(INDEX)) {
            throw new DataException(
                    folder,
                    "",
                    "no_report",
                    "expected a results folder (provenance.json) or a dataset folder (" + INDEX
                            + "), found neither; name the folder that encode, ingest or preprocess wrote");
        }
        DatasetReport.write(Dataset.open(store), "neurobeam " + BuildInfo.version(), out);
    }
}
