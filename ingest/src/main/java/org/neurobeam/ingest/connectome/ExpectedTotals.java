package org.neurobeam.ingest.connectome;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Totals that a source must give.
 *
 * @param sha256 the file that they were counted in; another file's totals may differ
 * @param totals by name: {@link #NAMES}
 */
public record ExpectedTotals(@Maybe Optional<String> sha256, Map<String, Double> totals) {
    /** Cells, edges and sums of weights as read; {@code _300}: among the 300 labels, gaps in both directions. */
    static final Set<String> NAMES = Set.of(
            "nodes",
            "nodes_300",
            "edges",
            "chemical_edges",
            "chemical_weight",
            "gap_entries",
            "gap_pairs",
            "gap_weight",
            "chemical_edges_300",
            "chemical_weight_300",
            "gap_directed_300",
            "gap_weight_directed_300");

    /** Nothing is expected. */
    static final ExpectedTotals NONE = new ExpectedTotals(Optional.empty(), Map.of());

    /** @throws ConfigException for a total of another name */
    public ExpectedTotals {
        totals = totals == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(totals));
        for (String name : totals.keySet()) {
            if (!NAMES.contains(name)) {
                throw new ConfigException(
                        "expected.totals." + name + ": unknown total; allowed: " + new TreeSet<>(NAMES));
            }
        }
    }
}
