package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Totals that a source must give.
 *
 * @param sha256 digests of the files that they were counted in; totals of other files may differ
 * @param totals numbers by name
 */
public record Expected(List<String> sha256, Map<String, Double> totals) implements Serializable {
    private static final String SHA256 = "sha256";

    /** Totals of recordings. */
    private static final List<String> RECORDINGS = List.of("recordings", "units", "labelled", "ambiguous", "duplicate");

    /** Cells, edges and sums of weights as read; {@code _300}: among the 300 labels, gaps in both directions. */
    private static final List<String> WIRING = List.of(
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

    /** Copies. */
    public Expected {
        sha256 = List.copyOf(sha256);
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
    }

    /** Nothing is expected. */
    public static Expected nothing() {
        return new Expected(List.of(), Map.of());
    }

    /**
     * The totals as a recipe has them: a number by name, and {@code sha256}, one or several.
     *
     * @throws ConfigException for what is no number
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Expected of(Map<String, Object> given) {
        List<String> digests = List.of();
        Map<String, Double> totals = new TreeMap<>();
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            if (entry.getKey().equals(SHA256)) {
                digests = entry.getValue() instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(entry.getValue()));
            } else if (entry.getValue() instanceof Number number) {
                totals.put(entry.getKey(), number.doubleValue());
            } else {
                throw new ConfigException(entry.getKey() + " is '" + entry.getValue() + "'; expected a number");
            }
        }
        return new Expected(digests, totals);
    }

    /** As a recipe has them. */
    @JsonValue
    public Map<String, Object> asGiven() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (!sha256.isEmpty()) {
            given.put(SHA256, sha256);
        }
        given.putAll(totals);
        return given;
    }

    /** @throws ConfigException for a total that sources of the kind do not have */
    void requireNames(Kind kind) {
        List<String> allowed = kind == Kind.CONNECTOME ? WIRING : RECORDINGS;
        for (String name : totals.keySet()) {
            if (!allowed.contains(name)) {
                throw new ConfigException("expected." + name + ": unknown total; allowed: " + allowed);
            }
        }
    }

    /** Whether the files that the totals were counted in are all among some. */
    public boolean isPinned(Collection<String> fileIds) {
        return !sha256.isEmpty() && fileIds.containsAll(sha256);
    }
}
