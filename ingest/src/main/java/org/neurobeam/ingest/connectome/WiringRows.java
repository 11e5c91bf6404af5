package org.neurobeam.ingest.connectome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.vocabulary.AtlasPosition;
import org.neurobeam.ingest.vocabulary.CellKind;
import org.neurobeam.ingest.vocabulary.Neuron;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Node;

/** Rows of the tables of nodes and edges, made as they are asked for. */
final class WiringRows {
    /** Tissue that some sources name as one cell. */
    private static final Map<String, CellKind> TISSUES = Map.of("LEGACYBODYWALLMUSCLES", CellKind.MUSCLE);

    /** Where a cell occurs first. */
    private record Mention(String sourceName, String place) {}

    private final ConnectomeSource source;
    private final Wiring wiring;
    private final Map<String, Mention> cells = new TreeMap<>();

    WiringRows(ConnectomeSource source, Wiring wiring) {
        this.source = source;
        this.wiring = wiring;
        for (WiredEdge edge : wiring.edges()) {
            cells.putIfAbsent(edge.pre(), new Mention(edge.sourcePre(), edge.sourceRef()));
            cells.putIfAbsent(edge.post(), new Mention(edge.sourcePost(), edge.sourceRef()));
        }
    }

    /** One row per cell of any edge, sorted. */
    List<Node> nodes() {
        List<Node> rows = new ArrayList<>(cells.size());
        cells.forEach((cell, mention) -> rows.add(node(cell, mention)));
        return rows;
    }

    private Node node(String cell, Mention mention) {
        Optional<Neuron> neuron = Vocabulary.hermaphrodite().neuron(cell);
        Optional<AtlasPosition> position = neuron.flatMap(Neuron::position);
        return Node.newBuilder()
                .setConnectomeId(source.connectomeId())
                .setCell(cell)
                .setSourceName(mention.sourceName())
                .setCellKind(kind(cell).orElse(CellKind.OTHER).word())
                .setClass$(neuron.map(Neuron::neuronClass).orElse(null))
                .setType(neuron.filter(n -> n.slot().isPresent())
                        .map(Neuron::type)
                        .orElse(null))
                .setNeurotransmitter(
                        neuron.map(n -> List.of(n.neurotransmitter())).orElse(List.of()))
                .setXUm(position.map(AtlasPosition::xUm).orElse(null))
                .setYUm(position.map(AtlasPosition::yUm).orElse(null))
                .setZUm(position.map(AtlasPosition::zUm).orElse(null))
                .setSlot(neuron.filter(n -> n.slot().isPresent())
                        .map(n -> n.slot().getAsInt())
                        .orElse(null))
                .build();
    }

    private static Optional<CellKind> kind(String cell) {
        CellKind tissue = TISSUES.get(cell);
        return tissue == null ? Vocabulary.hermaphrodite().kind(cell) : Optional.of(tissue);
    }

    /** Rows made while they are written. */
    Iterable<Edge> edges() {
        return () -> wiring.edges().stream().map(this::edge).iterator();
    }

    private Edge edge(WiredEdge edge) {
        RawEdge.Extra extra = edge.extra();
        return Edge.newBuilder()
                .setConnectomeId(source.connectomeId())
                .setPre(edge.pre())
                .setPost(edge.post())
                .setKind(edge.kind().word())
                .setWeight(edge.weight())
                .setWeightUnit(source.weightUnit())
                .setReceptor(extra.receptor().orElse(null))
                .setTransmitter(
                        edge.kind() == EdgeKind.ELECTRICAL
                                ? null
                                : extra.transmitter().orElse(null))
                .setQValue(extra.qValue().isPresent() ? extra.qValue().getAsDouble() : null)
                .setDirected(edge.kind().directed())
                .setSourcePre(edge.sourcePre())
                .setSourcePost(edge.sourcePost())
                .setSourceRef(edge.sourceRef())
                .build();
    }

    /** One issue per cell that no list has. */
    List<Issue> unknownCells() {
        List<Issue> issues = new ArrayList<>();
        cells.forEach((cell, mention) -> {
            if (kind(cell).isEmpty()) {
                issues.add(ConnectomeIssues.unknownCell(source, mention.sourceName(), mention.place()));
            }
        });
        return issues;
    }
}
