package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.error.NumericalException;
import org.neurobeam.schemas.io.Table;
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
        write(dataset, part, digest, content, out -> {});
    }

    /**
     * Writes a part unless it is there and made from the same.
     *
     * @param onRefusal what a refused part has beside its issue
     */
    static void write(DatasetWriter dataset, String part, String digest, Content content, Content onRefusal)
            throws IOException {
        if (dataset.isFinished(part, digest)) {
            return;
        }
        try (RecordingWriter out = dataset.begin(part, digest)) {
            content.write(out);
            out.finish();
        } catch (NeurobeamException refused) {
            try (RecordingWriter out = dataset.begin(part, digest)) {
                out.issue(issue(refused, part));
                onRefusal.write(out);
                out.finish();
            }
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
     * @param wanted what the dataset should hold
     */
    static Outcome finish(DatasetWriter writer, DatasetInfo info, Wanted wanted, Run run) throws IOException {
        List<String> parts = new ArrayList<>(wanted.recordings());
        parts.addAll(wanted.others());
        Dataset dataset = writer.finish(info, parts);
        Set<String> good =
                dataset.recordings().stream().map(Recording::getRecordingId).collect(Collectors.toSet());
        List<Issue> issues = dataset.issues();
        int refused = (int) wanted.recordings().stream()
                        .filter(id -> !good.contains(id))
                        .count()
                + (int) issues.stream()
                        .filter(i -> "error".equals(i.getSeverity()))
                        .filter(wanted.counted())
                        .count();
        issues.stream()
                .filter(i -> "error".equals(i.getSeverity()) && !wanted.old().contains(i))
                .forEach(i -> LOG.error("refused: {}: {}: {}", i.getFile(), i.getPlace(), i.getMessage()));
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("dataset", dataset.store().location());
        json.put("recordings", good.size());
        json.put("refused", refused);
        json.put(
                "units",
                dataset.recordings().stream().mapToLong(Recording::getNRois).sum());
        json.put("connectomes", dataset.all(Table.CONNECTOMES).size());
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
                    Math.max(
                            refused,
                            wanted.recordings().size() + wanted.others().size()),
                    run.allowed(),
                    dataset.store().location());
        }
        return Outcome.of(json, refused, run.allowed());
    }

    /**
     * What a dataset should hold.
     *
     * @param recordings parts that should be recordings: each that is none counts as refused
     * @param others other parts: connectomes, issues
     * @param counted which issues of severity error count as refused records of their own
     * @param old issues that an earlier command told of
     */
    record Wanted(List<String> recordings, Collection<String> others, Predicate<Issue> counted, Collection<Issue> old) {
        static Wanted of(List<String> recordings, Collection<String> others) {
            return new Wanted(recordings, others, issue -> false, List.of());
        }
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
