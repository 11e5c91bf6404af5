package org.neurobeam.preprocess.consensus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Node;

/** The sources of a consensus, among the neurons that have a slot. Immutable once made. */
public final class ConsensusInput {
    private final Map<String, SourceWiring> present = new TreeMap<>();
    private final Map<String, WiringCell> cells = new TreeMap<>();
    private final List<String> wanted;

    private ConsensusInput(List<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * From the tables of a dataset; edges are passed once, file by file.
     *
     * @throws DataException {@code no_connectomes} if it has none of the sources
     */
    public static ConsensusInput of(Dataset dataset, ConsensusOptions options) throws IOException {
        ConsensusInput input = new ConsensusInput(options.sources());
        dataset.forEach(Table.CONNECTOMES, input::add);
        dataset.forEach(Table.NODES, input::add);
        dataset.forEach(Table.EDGES, input::add);
        if (input.present.isEmpty()) {
            throw new DataException(
                    dataset.store().location(),
                    Table.CONNECTOMES.name(),
                    "no_connectomes",
                    "expected connectomes of " + options.sources() + ", found none; ingest them, or name others in"
                            + " consensus.sources");
        }
        return input;
    }

    /** From rows. */
    static ConsensusInput of(List<Connectome> connectomes, List<Node> nodes, List<Edge> edges, List<String> wanted) {
        ConsensusInput input = new ConsensusInput(wanted);
        connectomes.forEach(input::add);
        nodes.forEach(input::add);
        edges.forEach(input::add);
        return input;
    }

    private void add(Connectome row) {
        if (wanted.contains(row.getConnectomeId())) {
            present.put(row.getConnectomeId(), new SourceWiring(row));
        }
    }

    private void add(Node node) {
        WiringCell.of(node).ifPresent(cell -> {
            cells.putIfAbsent(cell.label(), cell);
            node.getConnectomeId().map(present::get).ifPresent(source -> source.addCell(cell.label()));
        });
    }

    private void add(Edge edge) {
        SourceWiring source = present.get(edge.getConnectomeId());
        if (source != null && cells.containsKey(edge.getPre()) && cells.containsKey(edge.getPost())) {
            source.addEdge(edge);
        }
    }

    /** Sources that are there, by id. */
    public List<String> sources() {
        return List.copyOf(present.keySet());
    }

    /** Sources that are not there, in the order of the settings. */
    public List<String> absent() {
        return wanted.stream().filter(id -> !present.containsKey(id)).toList();
    }

    List<SourceWiring> wirings() {
        return new ArrayList<>(present.values());
    }

    /** All cells with a slot, of any connectome of the dataset, by label. */
    Map<String, WiringCell> cells() {
        return cells;
    }
}
