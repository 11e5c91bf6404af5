package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/**
 * I10: every label of the worms of Dag 2023 arrived; labelled units are these less ambiguous and repeated ones.
 *
 * @see <a href="https://doi.org/10.1016/j.cell.2023.04.023">Dag et al. 2023</a>
 */
final class SourceLabelsRule implements DatasetRule {
    private static final String SOURCE = "dag2023/";
    private static final String PINNED = "0994c5a32311a5f0d4ad3b79e4c9f20190892d691f6c552d45d6210889693d43";
    private static final Map<String, Integer> LABELS = Map.of(
            "2022-07-26-31", 100,
            "2022-07-26-38", 87,
            "2022-07-27-31", 104,
            "2022-07-27-38", 94,
            "2022-07-27-45", 109,
            "2022-08-02-31", 104,
            "2022-08-02-38", 110,
            "2022-08-03-31", 106);

    @Override
    public String id() {
        return "I10";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        if (Recordings.areAsPublished(dataset)) {
            return Optional.empty();
        }
        List<Finding> findings = new ArrayList<>();
        boolean applies = false;
        for (Recording recording : Recordings.calcium(dataset)) {
            String id = recording.getRecordingId();
            Integer expected = id.startsWith(SOURCE) ? LABELS.get(id.substring(SOURCE.length())) : null;
            if (expected != null) {
                applies = true;
                count(dataset, recording, expected).ifPresent(findings::add);
            }
        }
        return applies ? Optional.of(findings) : Optional.empty();
    }

    private Optional<Finding> count(Dataset dataset, Recording recording, int expected) throws IOException {
        List<Unit> named = dataset.units(recording.getRecordingId()).stream()
                .filter(unit -> unit.getSourceLabel().orElse("").matches(".*[A-Za-z].*"))
                .toList();
        long labelled = named.stream().filter(Recordings::isLabelled).count();
        long unresolved = count(named, "ambiguous") + count(named, "duplicate");
        if (named.size() == expected && labelled == expected - unresolved) {
            return Optional.empty();
        }
        Severity severity = recording.getSourceFileIds().contains(PINNED) ? Severity.ERROR : Severity.WARNING;
        return Optional.of(new Finding(
                id(),
                recording.getRecordingId(),
                severity,
                expected + " source labels, labelled: these less ambiguous and duplicate",
                named.size() + " source labels, " + labelled + " labelled, " + unresolved + " ambiguous or duplicate"));
    }

    private static long count(List<Unit> units, String status) {
        return units.stream()
                .filter(unit -> unit.getLabelStatus().orElse("").equals(status))
                .count();
    }
}
