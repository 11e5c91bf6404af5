package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/** What is doubtful about a data set as a whole; nothing here stops reading it. */
final class BidsChecks {
    /** U+FFFD, which decoders put in the place of what they could not read. */
    private static final char REPLACEMENT = '\uFFFD';

    private final BidsIndex index;
    private final List<Issue> issues = new ArrayList<>();

    private BidsChecks(BidsIndex index) {
        this.index = index;
    }

    static List<Issue> of(BidsIndex index) throws IOException {
        BidsChecks checks = new BidsChecks(index);
        Map<String, Set<String>> subjects = checks.subjectsOnDisk();
        for (BidsDataset dataset : index.datasets()) {
            checks.description(dataset);
            checks.participants(dataset, subjects.getOrDefault(dataset.root(), Set.of()));
        }
        checks.sessions();
        checks.runs();
        return checks.issues;
    }

    private Map<String, Set<String>> subjectsOnDisk() {
        Map<String, Set<String>> subjects = new TreeMap<>();
        Map<String, BidsDataset> byFolder = new TreeMap<>();
        index.datasets().forEach(d -> byFolder.put(d.root(), d));
        Set<String> seen = new HashSet<>();
        for (String path : index.paths()) {
            int at = ("/" + path).indexOf("/sub-");
            int end = at < 0 ? -1 : path.indexOf('/', at);
            if (end > 0
                    && seen.add(path.substring(0, end))
                    && byFolder.containsKey(at == 0 ? "" : path.substring(0, at - 1))) {
                subjects.computeIfAbsent(at == 0 ? "" : path.substring(0, at - 1), k -> new TreeSet<>())
                        .add(path.substring(at, end));
            }
        }
        return subjects;
    }

    private void description(BidsDataset dataset) throws IOException {
        String path = dataset.descriptionPath();
        if (!dataset.described()) {
            issues.add(Issues.warn(path, "", "no_description", "expected this file at the root of a data set; add it"));
            return;
        }
        try {
            JsonNode description = dataset.description().orElseThrow();
            if (description.toString().indexOf(REPLACEMENT) >= 0) {
                String what = "replacement characters stand where another encoding was misread; restore the text";
                issues.add(Issues.warn(path, "", "encoding", what));
            }
            for (String key : List.of("Name", "BIDSVersion")) {
                if (!description.hasNonNull(key)) {
                    issues.add(Issues.warn(path, key, "incomplete_description", "expected a value under " + key));
                }
            }
        } catch (DataException e) {
            issues.add(Issues.warn(e));
        }
    }

    private void participants(BidsDataset dataset, Set<String> onDisk) throws IOException {
        try {
            Optional<TsvTable> table = dataset.participants();
            if (table.isPresent()) {
                compare(table.get(), onDisk);
            }
        } catch (DataException e) {
            issues.add(Issues.warn(e));
        }
    }

    private void compare(TsvTable table, Set<String> onDisk) {
        table.warnings().forEach(w -> issues.add(Issues.warn(table.file(), "", "encoding", w)));
        int id = table.requireColumn("participant_id");
        Set<String> listed = new TreeSet<>();
        for (int row = 0; row < table.rows(); row++) {
            table.cell(row, id).map(s -> s.startsWith("sub-") ? s : "sub-" + s).ifPresent(listed::add);
        }
        report(table.file(), "participant_without_data", "listed here but without a folder", minus(listed, onDisk));
        report(table.file(), "participant_not_listed", "have a folder but are not listed", minus(onDisk, listed));
    }

    private void report(String file, String code, String what, Set<String> subjects) {
        if (!subjects.isEmpty()) {
            issues.add(Issues.warn(
                    file,
                    "participant_id",
                    code,
                    subjects.size() + " subjects " + what + ": " + String.join(", ", subjects)));
        }
    }

    private static Set<String> minus(Collection<String> all, Set<String> taken) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(taken);
        return rest;
    }

    private void sessions() {
        Map<String, Map<String, Set<String>>> found = new TreeMap<>();
        for (BidsFile file : index.files()) {
            add(found, file, file.name().entity("ses").map(s -> "ses-" + s).orElse(""));
        }
        found.forEach((root, bySubject) -> compareSets(root, bySubject, "sessions", "inconsistent_sessions"));
    }

    private void runs() throws IOException {
        Map<String, Map<String, Set<String>>> found = new TreeMap<>();
        for (BidsRecording recording : index.recordings()) {
            BidsName name = recording.file().name().without("sub");
            String key = Entities.runKey(name.entities());
            add(found, recording.file(), key.isEmpty() ? "" : key.substring(0, key.length() - 1));
        }
        found.forEach((root, bySubject) -> compareSets(root, bySubject, "runs", "inconsistent_runs"));
    }

    private static void add(Map<String, Map<String, Set<String>>> found, BidsFile file, String value) {
        Optional<String> subject = file.name().entity("sub");
        if (subject.isPresent() && file.dataset().relative(file.path()).startsWith("sub-")) {
            Set<String> values = found.computeIfAbsent(file.dataset().root(), k -> new TreeMap<>())
                    .computeIfAbsent(subject.get(), k -> new TreeSet<>());
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
    }

    private void compareSets(String root, Map<String, Set<String>> bySubject, String what, String code) {
        Set<String> all = new TreeSet<>();
        bySubject.values().forEach(all::addAll);
        bySubject.forEach((subject, values) -> {
            Set<String> missing = minus(all, values);
            if (!missing.isEmpty()) {
                issues.add(Issues.warn(
                        BidsFile.join(root, "sub-" + subject),
                        "",
                        code,
                        "lacks " + what + " that other subjects have: " + String.join(", ", missing)));
            }
        });
    }
}
