package org.neurobeam.preprocess.consensus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;

/** One source: its cells and the weight of each pair of each kind. Filled by {@link ConsensusInput} only. */
final class SourceWiring {
    private final String id;
    private final String weightUnit;
    private final boolean addsAnimal;
    private final Set<String> cells = new HashSet<>();
    private final Map<String, Map<WiringPair, Double>> weights = new TreeMap<>();

    SourceWiring(Connectome row) {
        this.id = row.getConnectomeId();
        this.weightUnit = row.getWeightUnit();
        this.addsAnimal = row.getDerivedFrom().isEmpty();
    }

    void addCell(String cell) {
        cells.add(cell);
    }

    /** Edges of one pair and kind add up; a source normally has one. */
    void addEdge(Edge edge) {
        weights.computeIfAbsent(edge.getKind(), kind -> new HashMap<>())
                .merge(new WiringPair(edge.getPre(), edge.getPost()), edge.getWeight(), Double::sum);
    }

    String id() {
        return id;
    }

    String weightUnit() {
        return weightUnit;
    }

    /** Whether it is of an animal of its own, not derived from other sources. */
    boolean addsAnimal() {
        return addsAnimal;
    }

    boolean has(String cell) {
        return cells.contains(cell);
    }

    /** Weights by kind and pair. */
    Map<String, Map<WiringPair, Double>> weights() {
        return weights;
    }

    /** Weights of one kind. */
    Map<WiringPair, Double> weights(String kind) {
        return weights.getOrDefault(kind, Map.of());
    }
}
