package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.CheckSummary.WiringTotals;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Node;

/** Rules about connectomes: known ids, positive weights, unique and symmetric edges. Memory: electrical edges. */
final class WiringChecks {
    private record Pair(String pre, String post) {}

    private static final class Totals {
        private final Map<Pair, Double> gaps = new HashMap<>();
        private final Set<String> cells = new HashSet<>();
        private long nodes;
        private long slots;
        private long chemical;
        private double chemicalWeight;
        private double gapWeight;
    }

    private final Dataset dataset;
    private final Findings findings;
    private final Map<String, Totals> totals = new TreeMap<>();
    private long nodes;
    private long edges;

    WiringChecks(Dataset dataset, Findings findings) {
        this.dataset = dataset;
        this.findings = findings;
    }

    void run() throws IOException {
        dataset.forEach(Table.CONNECTOMES, this::connectome);
        dataset.forEach(Table.NODES, this::node);
        dataset.forEach(Table.EDGES, this::edge);
        totals.forEach(this::symmetry);
    }

    private void connectome(Connectome row) {
        boolean fresh = !totals.containsKey(row.getConnectomeId());
        totals.putIfAbsent(row.getConnectomeId(), new Totals());
        findings.require(Rule.KEYS, "connectomes", row.getConnectomeId(), fresh, () -> "each connectome once", "twice");
    }

    private void node(Node node) {
        nodes++;
        node.getConnectomeId().ifPresent(id -> {
            Totals own = totals.get(id);
            findings.require(Rule.REFERENCE, "nodes", node.getCell(), own != null, () -> "a known connectome", id);
            if (own != null) {
                own.nodes++;
                own.slots += node.getSlot().isPresent() ? 1 : 0;
                findings.require(
                        Rule.KEYS,
                        id,
                        "node " + node.getCell(),
                        own.cells.add(node.getCell()),
                        () -> "each cell once",
                        2);
            }
        });
    }

    private void edge(Edge edge) {
        edges++;
        String id = edge.getConnectomeId();
        String place =
                edge.getKind() + " " + edge.getPre() + " -> " + edge.getPost() + " (" + edge.getSourceRef() + ")";
        Totals own = totals.get(id);
        findings.require(Rule.REFERENCE, "edges", place, own != null, () -> "a known connectome", id);
        boolean positive = edge.getWeight() > 0 && Double.isFinite(edge.getWeight());
        boolean amplitude = edge.getKind().equals("functional") && Double.isFinite(edge.getWeight());
        findings.require(Rule.WEIGHTS, id, place, positive || amplitude, () -> "weight > 0", edge.getWeight());
        if (own != null && edge.getKind().equals("electrical")) {
            own.gaps.merge(new Pair(edge.getPre(), edge.getPost()), edge.getWeight(), Double::sum);
            own.gapWeight += edge.getWeight();
        } else if (own != null && edge.getKind().equals("chemical")) {
            own.chemical++;
            own.chemicalWeight += edge.getWeight();
        }
    }

    private void symmetry(String id, Totals own) {
        own.gaps.forEach((pair, weight) -> {
            Double back = own.gaps.get(new Pair(pair.post(), pair.pre()));
            findings.require(
                    Rule.ASYMMETRY,
                    id,
                    "electrical " + pair.pre() + " - " + pair.post(),
                    weight.equals(back),
                    () -> "weight " + weight + " in both directions",
                    back == null ? "none back" : back);
        });
    }

    long connectomes() {
        return totals.size();
    }

    long nodes() {
        return nodes;
    }

    long edges() {
        return edges;
    }

    Map<String, WiringTotals> totals() {
        Map<String, WiringTotals> all = new TreeMap<>();
        totals.forEach((id, t) -> all.put(
                id,
                new WiringTotals(
                        t.nodes, t.slots, t.chemical, t.chemicalWeight, t.gaps.size(), pairs(t), t.gapWeight)));
        return all;
    }

    private static long pairs(Totals own) {
        return own.gaps.keySet().stream()
                .map(p -> p.pre().compareTo(p.post()) <= 0 ? p : new Pair(p.post(), p.pre()))
                .distinct()
                .count();
    }
}
