package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Node;

/** Weights and counts of one connectome as its tables have them. */
final class WiringFigures {
    private record Pair(String pre, String post) {
        Pair back() {
            return new Pair(post, pre);
        }

        @Override
        public String toString() {
            return pre + " - " + post;
        }
    }

    private final Map<Pair, Double> chemical = new HashMap<>();
    private final Map<Pair, Double> gaps = new HashMap<>();
    private final Map<Pair, String> gapPlaces = new HashMap<>();
    private final Set<String> cells = new HashSet<>();
    private final List<String> wrongWeights = new ArrayList<>();
    private long labels;
    private long edges;

    void add(Node node) {
        cells.add(node.getCell());
        labels += node.getSlot().isPresent() ? 1 : 0;
    }

    void add(Edge edge) {
        edges++;
        Pair pair = new Pair(edge.getPre(), edge.getPost());
        double weight = edge.getWeight();
        boolean signed = edge.getKind().equals(EdgeKind.FUNCTIONAL.word()) && Double.isFinite(weight);
        if (!signed && !(weight > 0 && Double.isFinite(weight))) {
            wrongWeights.add(edge.getKind() + " " + pair + " " + weight + " at " + edge.getSourceRef());
        }
        if (edge.getKind().equals(EdgeKind.CHEMICAL.word())) {
            chemical.merge(pair, weight, Double::sum);
        } else if (edge.getKind().equals(EdgeKind.ELECTRICAL.word())) {
            gaps.merge(pair, weight, Double::sum);
            gapPlaces.putIfAbsent(pair, edge.getSourceRef());
        }
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    long edges() {
        return edges;
    }

    List<String> wrongWeights() {
        return wrongWeights;
    }

    double chemicalWeight() {
        return sum(chemical);
    }

    /** Electrical pairs whose directions disagree, sorted. */
    List<String> asymmetries() {
        Set<String> found = new TreeSet<>();
        gaps.forEach((pair, weight) -> {
            Double back = gaps.get(pair.back());
            if (!weight.equals(back)) {
                found.add(
                        pair + " " + weight + " and " + (back == null ? "none" : back) + " at " + gapPlaces.get(pair));
            }
        });
        return List.copyOf(found);
    }

    /** Entries of either kind that the other lacks or has with another weight, sorted. */
    List<String> differences(WiringFigures other) {
        Set<String> found = new TreeSet<>();
        differ("chemical", chemical, other.chemical, found);
        differ("electrical", gaps, other.gaps, found);
        return List.copyOf(found);
    }

    private static void differ(String kind, Map<Pair, Double> one, Map<Pair, Double> other, Set<String> found) {
        Set<Pair> pairs = new HashSet<>(one.keySet());
        pairs.addAll(other.keySet());
        for (Pair pair : pairs) {
            Double weight = one.get(pair);
            if (weight == null || !weight.equals(other.get(pair))) {
                found.add(kind + " " + pair + ": " + weight + " and " + other.get(pair));
            }
        }
    }

    /**
     * Totals by the names of {@link org.neurobeam.ingest.recipe.Expected}.
     *
     * @param asRead totals as read from the step; those that it lacks are left out
     */
    Map<String, Double> totals(JsonNode asRead) {
        Map<String, Double> totals = new TreeMap<>();
        totals.put("nodes", (double) cells.size());
        totals.put("nodes_300", (double) labels);
        totals.put("edges", (double) edges);
        totals.put("chemical_edges", (double) chemical.size());
        totals.put("chemical_weight", sum(chemical));
        totals.put("gap_pairs", (double) gaps.keySet().stream()
                .map(pair -> pair.pre.compareTo(pair.post) <= 0 ? pair : pair.back())
                .distinct()
                .count());
        Map<Pair, Double> inside = inside(chemical);
        totals.put("chemical_edges_300", (double) inside.size());
        totals.put("chemical_weight_300", sum(inside));
        Map<Pair, Double> insideGaps = inside(gaps);
        totals.put("gap_directed_300", (double) insideGaps.size());
        totals.put("gap_weight_directed_300", sum(insideGaps));
        if (asRead.has("gapEntries") && asRead.has("gapWeight")) {
            totals.put("gap_entries", asRead.get("gapEntries").asDouble());
            totals.put("gap_weight", asRead.get("gapWeight").asDouble());
        }
        return totals;
    }

    private static Map<Pair, Double> inside(Map<Pair, Double> weights) {
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        Map<Pair, Double> inside = new HashMap<>();
        weights.forEach((pair, weight) -> {
            if (vocabulary.isLabel(pair.pre) && vocabulary.isLabel(pair.post)) {
                inside.put(pair, weight);
            }
        });
        return inside;
    }

    private static double sum(Map<Pair, Double> weights) {
        return weights.values().stream().mapToDouble(w -> w).sum();
    }
}
