package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSummary;
import org.neurobeam.ingest.inspect.FileDescription;
import org.neurobeam.ingest.inspect.HeaderStates;
import org.neurobeam.ingest.inspect.LocalFiles;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Issue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a file is, or what a folder of BIDS data holds. */
@Command(
        name = "inspect",
        description = {
            "What a file is (NIfTI, Analyze, GIFTI, CIFTI-2, npy), or the index of a folder of BIDS data.",
            "Recordings of worms and wiring diagrams (HDF5, MATLAB, NWB, csv, xlsx ...) are for ingest:",
            "the tables files and issues of its dataset say what each file is.",
            "Exit code 3 for a file that cannot be read."
        },
        footer = {"", "Example: ./neurobeam inspect sub-01/func/sub-01_task-rest_bold.nii.gz --json"})
final class InspectCommand extends ReadCommand {

    @Parameters(paramLabel = "PATH", description = "File or folder.")
    private Path path = Path.of("");

    @Option(names = "--header-only", description = "Leave the data of a file alone.")
    private boolean headerOnly;

    @Override
    Answer answer() throws IOException {
        return Files.isDirectory(path)
                ? folder(path)
                : new OfFile(LocalFiles.describe(path, path.toString(), headerOnly));
    }

    private static Answer folder(Path path) throws IOException {
        long start = System.nanoTime();
        BidsIndex index = BidsIndex.of(DataStore.local(path));
        BidsSummary summary = BidsSummary.of(index, new HeaderStates(), start);
        return new OfFolder(path.toString(), summary, index.issues());
    }

    private record OfFile(FileDescription description) implements Answer {
        @Override
        public JsonNode json() {
            return description.json();
        }

        @Override
        public List<String> lines() {
            return FileTable.lines(description.json());
        }

        @Override
        public int exitCode() {
            return description.exitCode();
        }
    }

    private record OfFolder(String shownAs, BidsSummary summary, List<Issue> issues) implements Answer {
        @Override
        public JsonNode json() {
            ObjectNode json = summary.toJson();
            json.put("folder", shownAs);
            ArrayNode listed = json.putArray("issues");
            for (Issue issue : issues) {
                listed.addObject()
                        .put("file", issue.getFile())
                        .put("place", issue.getPlace())
                        .put("code", issue.getCode())
                        .put("severity", issue.getSeverity())
                        .put("message", issue.getMessage());
            }
            return json;
        }

        @Override
        public List<String> lines() {
            return FolderTable.lines(shownAs, summary, issues);
        }

        @Override
        public int exitCode() {
            return 0;
        }
    }
}
