package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.error.NumericalException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a dataset: written by workers, one recording each, and completed at the end. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final double NANO = 1e-9;

    private Parts() {}

    /** Writes one part's content. */
    interface Content {
        void write(RecordingWriter out) throws IOException;
    }

    /**
     * Writes a part unless it is there and made from the same. A refused input becomes an issue row, and the rest of
     * the part is left out.
     *
     * @param part id of the recording
     * @param digest of everything that the part depends on
     */
    static void write(DatasetWriter dataset, String part, String digest, Content content) throws IOException {
        if (dataset.isFinished(part, digest)) {
            return;
        }
        try (RecordingWriter out = dataset.begin(part, digest)) {
            content.write(out);
            out.finish();
        } catch (NeurobeamException refused) {
            refuse(dataset, part, digest, refused);
        }
    }

    /** Writes a part that is nothing but the reason why there is no recording. */
    static void refuse(DatasetWriter dataset, String part, String digest, NeurobeamException reason)
            throws IOException {
        try (RecordingWriter out = dataset.begin(part, digest)) {
            out.issue(issue(reason, part));
            out.finish();
        }
    }

    /**
     * The issue row of a refused recording.
     *
     * @param part the recording: what is at fault where the failure names no file
     */
    static Issue issue(NeurobeamException refused, String part) {
        Issue.Builder row = Issue.newBuilder().setSeverity("error");
        if (refused instanceof DataException data) {
            return row.setFile(data.file())
                    .setPlace(data.place())
                    .setCode(data.code())
                    .setMessage(data.problem())
                    .build();
        }
        return row.setFile(part)
                .setPlace("")
                .setCode(refused instanceof NumericalException ? "ill_posed" : "bad_settings")
                .setMessage(refused.getMessage())
                .build();
    }

    /**
     * Completes the dataset, names every refused recording on stderr and sums up.
     *
     * @param recordings parts that should be recordings
     * @param others parts that hold issues alone
     * @param allowed recordings that may be refused
     */
    static Outcome finish(
            DatasetWriter writer, DatasetInfo info, List<String> recordings, Collection<String> others, Run run)
            throws IOException {
        List<String> parts = new java.util.ArrayList<>(recordings);
        parts.addAll(others);
        Dataset dataset = writer.finish(info, parts);
        Set<String> good =
                dataset.recordings().stream().map(Recording::getRecordingId).collect(Collectors.toSet());
        int refused = (int) recordings.stream().filter(id -> !good.contains(id)).count();
        List<Issue> issues = dataset.issues();
        issues.stream()
                .filter(i -> "error".equals(i.getSeverity()))
                .forEach(i -> LOG.error("refused: {}: {}: {}", i.getFile(), i.getPlace(), i.getMessage()));
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("dataset", dataset.store().location());
        json.put("recordings", good.size());
        json.put("refused", refused);
        json.put(
                "units",
                dataset.recordings().stream().mapToLong(Recording::getNRois).sum());
        ObjectNode counts = json.putObject("issues");
        for (String severity : List.of("error", "warn", "info")) {
            counts.put(
                    severity,
                    issues.stream()
                            .filter(i -> severity.equals(i.getSeverity()))
                            .count());
        }
        json.put("seconds", (System.nanoTime() - run.startNanos()) * NANO);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        if (refused > run.allowed()) {
            LOG.error(
                    "{} of {} recordings were refused and --max-bad-records allows {}; the others are in {}",
                    refused,
                    recordings.size(),
                    run.allowed(),
                    dataset.store().location());
        }
        return Outcome.of(json, refused, run.allowed());
    }

    /**
     * One run of a command.
     *
     * @param startNanos when it started
     * @param allowed recordings that may be refused
     */
    record Run(long startNanos, int allowed) {
        static Run start(int allowed) {
            return new Run(System.nanoTime(), allowed);
        }
    }
}
