package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.dataset.CheckSummary.SourceTotals;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/**
 * Validates every invariant that holds for all datasets: checksums, rows, keys, references, times, masks, counts.
 *
 * <p>One pass over the bytes for the checksums and one over the rows. Memory: the merged tables and one row group.
 */
public final class DatasetCheck {
    private final Dataset dataset;
    private final Findings findings = new Findings();
    private final Map<String, long[]> sources = new TreeMap<>();
    private final Map<String, String> sourceOfFile = new HashMap<>();
    private final Map<String, Long> issuesByCode = new TreeMap<>();
    private final Map<String, Long> issuesBySeverity = new TreeMap<>();
    private final long[] totals = new long[6];

    private static final int RECORDINGS = 0;
    private static final int UNITS = 1;
    private static final int LABELLED = 2;
    private static final int AMBIGUOUS = 3;
    private static final int ISSUES = 4;
    private static final int FILES = 5;

    private DatasetCheck(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Checks a dataset; damage becomes findings, not exceptions. */
    public static CheckReport run(Dataset dataset) throws IOException {
        return new DatasetCheck(dataset).report();
    }

    private CheckReport report() throws IOException {
        FileChecks files = new FileChecks(dataset, findings);
        files.run();
        dataset.info().sources().forEach(source -> sources.put(source.datasetId(), new long[totals.length]));
        WiringChecks wiring = new WiringChecks(dataset, findings);
        guarded("recordings", this::recordings);
        guarded("provenance", this::provenance);
        guarded("connectomes", wiring::run);
        List<Finding> all = findings.all();
        long errors = all.stream().filter(f -> f.severity() == Severity.ERROR).count();
        Map<String, SourceTotals> perSource = new TreeMap<>();
        sources.forEach((id, t) -> perSource.put(
                id, new SourceTotals(t[RECORDINGS], t[UNITS], t[LABELLED], t[AMBIGUOUS], t[ISSUES], t[FILES])));
        CheckSummary summary = new CheckSummary(
                totals[RECORDINGS],
                totals[UNITS],
                totals[LABELLED],
                totals[AMBIGUOUS],
                wiring.connectomes(),
                wiring.nodes(),
                wiring.edges(),
                totals[ISSUES],
                errors,
                all.size() - errors,
                findings.skipped(),
                issuesByCode,
                issuesBySeverity,
                perSource,
                wiring.totals());
        return new CheckReport(all, summary);
    }

    private interface Work {
        void run() throws IOException;
    }

    private void guarded(String scope, Work work) throws IOException {
        try {
            work.run();
        } catch (DataException e) {
            findings.require(Rule.READABLE, scope, e.file(), false, () -> "rows that can be read", e.problem());
        } catch (NoSuchFileException e) {
            findings.require(Rule.READABLE, scope, e.getFile(), false, () -> "a file", "none");
        }
    }

    private void recordings() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Recording recording : dataset.recordings()) {
            String id = recording.getRecordingId();
            findings.require(Rule.KEYS, "recordings", id, ids.add(id), () -> "each recording once", "twice");
            recording.getSourceFileIds().forEach(file -> sourceOfFile.put(file, recording.getDatasetId()));
            RecordingChecks checks = new RecordingChecks(dataset, findings, recording);
            guarded(id, checks::run);
            count(recording.getDatasetId(), RECORDINGS, 1);
            count(recording.getDatasetId(), UNITS, checks.units());
            count(recording.getDatasetId(), LABELLED, checks.labelled());
            count(recording.getDatasetId(), AMBIGUOUS, checks.ambiguous());
        }
        strangers(ids);
    }

    /** Every file of a per-recording table belongs to a recording. */
    private void strangers(Set<String> ids) {
        Set<String> known = new HashSet<>();
        for (Table<?> table : List.of(Table.UNITS, Table.TIMEBASES, Table.EVENTS, Table.COVARIATES)) {
            ids.forEach(id -> known.add(PartName.path(table, id)));
            known.add(PartName.emptyPath(table));
            for (WrittenFile file : dataset.filesOf(table)) {
                findings.require(
                        Rule.REFERENCE,
                        file.path(),
                        "",
                        known.contains(file.path()),
                        () -> "a recording of this name",
                        "none");
            }
        }
    }

    private void count(String source, int what, long n) {
        totals[what] += n;
        if (!source.isEmpty()) {
            sources.computeIfAbsent(source, id -> new long[totals.length])[what] += n;
        }
    }

    private void provenance() throws IOException {
        Set<String> fileIds = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (SourceFile file : dataset.files()) {
            fileIds.add(file.getFileId());
            boolean fresh = keys.add(file.getFileId() + " " + file.getPath());
            findings.require(Rule.KEYS, "files", file.getPath(), fresh, () -> "each file once", "twice");
            count(sourceOf(file.getFileId(), file.getPath()), FILES, 1);
        }
        for (Issue issue : dataset.issues()) {
            issuesByCode.merge(issue.getCode(), 1L, Long::sum);
            issuesBySeverity.merge(issue.getSeverity(), 1L, Long::sum);
            count(sourceOf(issue.getFileId().orElse(""), issue.getFile()), ISSUES, 1);
            issue.getFileId().ifPresent(id -> resolves("issues", issue.getFile(), fileIds, id));
        }
        for (Recording recording : dataset.recordings()) {
            recording.getSourceFileIds().forEach(id -> resolves("recordings", recording.getRecordingId(), fileIds, id));
        }
        steps();
    }

    private void steps() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Step step : dataset.steps()) {
            boolean fresh = ids.add(step.getStepId());
            findings.require(Rule.KEYS, "steps", step.getStepId(), fresh, () -> "each step once", "twice");
        }
        for (Recording recording : dataset.recordings()) {
            String id = recording.getRecordingId();
            for (GridSignal file : dataset.signals(id)) {
                guarded(id, () -> {
                    try (var reader = dataset.traces(id, file.grid(), file.signal())) {
                        reader.key().ifPresent(key -> resolves("traces", id + " " + file, ids, key.stepId()));
                    }
                });
            }
        }
    }

    private void resolves(String scope, String place, Set<String> known, String id) {
        findings.require(Rule.PROVENANCE, scope, place, known.contains(id), () -> "an id of files or steps", id);
    }

    private String sourceOf(String fileId, String path) {
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        // one file may lie in the folders of two sources, so the folder tells more than the content
        return sources.containsKey(folder) ? folder : sourceOfFile.getOrDefault(fileId, "");
    }
}
