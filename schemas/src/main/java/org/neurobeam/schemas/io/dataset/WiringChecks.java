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

/** Keys of connectomes, and their totals; what the weights must keep is known where sources are. Memory: electrical edges. */
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
        if (own != null && edge.getKind().equals("electrical")) {
            own.gaps.merge(new Pair(edge.getPre(), edge.getPost()), edge.getWeight(), Double::sum);
            own.gapWeight += edge.getWeight();
        } else if (own != null && edge.getKind().equals("chemical")) {
            own.chemical++;
            own.chemicalWeight += edge.getWeight();
        }
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
