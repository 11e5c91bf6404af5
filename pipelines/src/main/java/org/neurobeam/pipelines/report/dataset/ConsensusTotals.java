package org.neurobeam.pipelines.report.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.table.ConsensusEdge;

/** How far wiring diagrams agree, for one kind and unit of weight. */
final class ConsensusTotals {
    private final String kind;
    private final String unit;
    private final TreeMap<Integer, Long> byAnimals = new TreeMap<>();
    private long edges;
    private long comparable;
    private long everywhere;

    private ConsensusTotals(String kind, String unit) {
        this.kind = kind;
        this.unit = unit;
    }

    /** Totals by kind and unit, sorted. */
    static List<ConsensusTotals> of(List<ConsensusEdge> edges) {
        Map<String, ConsensusTotals> totals = new TreeMap<>();
        for (ConsensusEdge edge : edges) {
            totals.computeIfAbsent(
                            edge.getKind() + "\n" + edge.getWeightUnit(),
                            key -> new ConsensusTotals(edge.getKind(), edge.getWeightUnit()))
                    .add(edge);
        }
        return List.copyOf(totals.values());
    }

    private void add(ConsensusEdge edge) {
        edges++;
        byAnimals.merge(edge.getNAnimals(), 1L, Long::sum);
        if (edge.getNPossible() > 1) {
            comparable++;
            everywhere += edge.getNDatasets() == edge.getNPossible() ? 1 : 0;
        }
    }

    String kind() {
        return kind;
    }

    String unit() {
        return unit;
    }

    long edges() {
        return edges;
    }

    /** Connections whose two cells are nodes of at least two diagrams. */
    long comparable() {
        return comparable;
    }

    /** Of the comparable connections, those that every such diagram has. */
    long everywhere() {
        return everywhere;
    }

    /** Connections seen in so many independent animals. */
    long seenIn(int animals) {
        return byAnimals.getOrDefault(animals, 0L);
    }

    /** The greatest number of independent animals. */
    int mostAnimals() {
        return byAnimals.lastKey();
    }
}
