package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.table.Edge;

/** The wiring diagrams of a dataset: totals, and adjacency among the 302 neurons. */
final class Wiring {
    private final List<Diagram> diagrams = new ArrayList<>();

    /** Connections of one kind: rows of the table and the sum of their weights. */
    static final class Total {
        private long edges;
        private double weight;

        long edges() {
            return edges;
        }

        double weight() {
            return weight;
        }
    }

    /** One wiring diagram. */
    static final class Diagram {
        private final Connectome connectome;
        private final Map<String, Total> totals = new TreeMap<>();
        private final Map<String, Adjacency> matrices = new TreeMap<>();
        private long nodes;
        private long neurons;

        Diagram(Connectome connectome) {
            this.connectome = connectome;
        }

        Connectome connectome() {
            return connectome;
        }

        /** Totals by kind. */
        Map<String, Total> totals() {
            return totals;
        }

        /** Adjacency by kind; kinds without a connection among the 302 are left out. */
        Map<String, Adjacency> matrices() {
            return matrices;
        }

        long nodes() {
            return nodes;
        }

        /** Nodes that are among the 302. */
        long neurons() {
            return neurons;
        }

        long edges() {
            return totals.values().stream().mapToLong(Total::edges).sum();
        }

        private void add(Edge edge) {
            Total total = totals.computeIfAbsent(edge.getKind(), kind -> new Total());
            total.edges++;
            total.weight += edge.getWeight();
            OptionalInt pre = NeuronOrder.get().position(edge.getPre());
            OptionalInt post = NeuronOrder.get().position(edge.getPost());
            if (pre.isPresent() && post.isPresent()) {
                matrices.computeIfAbsent(edge.getKind(), kind -> new Adjacency(edge.getWeightUnit()))
                        .add(pre.getAsInt(), post.getAsInt(), edge.getWeight());
            }
        }
    }

    /** Reads the tables; the edges pass, the pairs among the 302 stay. */
    static Wiring read(Dataset dataset) throws IOException {
        Wiring wiring = new Wiring();
        for (Connectome connectome : dataset.all(Table.CONNECTOMES)) {
            Diagram diagram = new Diagram(connectome);
            String id = connectome.getConnectomeId();
            dataset.forEach(
                    Table.NODES,
                    node -> {
                        diagram.nodes++;
                        diagram.neurons +=
                                NeuronOrder.get().position(node.getCell()).isPresent() ? 1 : 0;
                    },
                    id);
            dataset.forEach(Table.EDGES, diagram::add, id);
            wiring.diagrams.add(diagram);
        }
        return wiring;
    }

    List<Diagram> diagrams() {
        return diagrams;
    }

    /** How many animals agree on each pair, by kind; pairs in several weight units take the greatest. */
    static Map<String, Adjacency> agreement(List<ConsensusEdge> edges) {
        Map<String, Adjacency> matrices = new TreeMap<>();
        for (ConsensusEdge edge : edges) {
            OptionalInt pre = NeuronOrder.get().position(edge.getPre());
            OptionalInt post = NeuronOrder.get().position(edge.getPost());
            if (pre.isPresent() && post.isPresent()) {
                matrices.computeIfAbsent(edge.getKind(), kind -> new Adjacency(Adjacency.ANIMALS))
                        .atLeast(pre.getAsInt(), post.getAsInt(), edge.getNAnimals());
            }
        }
        return matrices;
    }
}
