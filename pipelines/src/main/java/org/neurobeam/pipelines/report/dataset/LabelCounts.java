package org.neurobeam.pipelines.report.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.table.Unit;

/** How many units have which label status. */
final class LabelCounts {
    /** Every status, from identified to unknown. */
    static final List<String> STATUSES =
            List.of("exact", "normalised", "inferred", "ambiguous", "duplicate", "non_neuron", "unknown");

    private final Map<String, Long> counts = new TreeMap<>();
    private long units;

    /** Counts a unit; one without status counts as a unit alone. */
    void add(Unit unit) {
        units++;
        unit.getLabelStatus().ifPresent(status -> counts.merge(status, 1L, Long::sum));
    }

    void add(LabelCounts other) {
        units += other.units;
        other.counts.forEach((status, n) -> counts.merge(status, n, Long::sum));
    }

    long units() {
        return units;
    }

    long of(String status) {
        return counts.getOrDefault(status, 0L);
    }

    /** Units with a label of the vocabulary: exact, normalised, or inferred by a rule that the user chose. */
    long labelled() {
        return of("exact") + of("normalised") + of("inferred");
    }

    /** Whether any unit has a status. */
    boolean known() {
        return !counts.isEmpty();
    }
}
