package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.nio.ImportException;
import org.jgrapht.nio.graphml.GraphMLEventDrivenImporter;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;

/** Edges of GraphML files: node ids are the cells, an edge attribute is the weight. */
final class GraphmlEdges implements EdgeReader {
    private static final String WEIGHT = "weight";

    @Override
    public List<String> names(SourceContent file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        GraphMLEventDrivenImporter importer = importer(WEIGHT);
        importer.addEdgeAttributeConsumer((edge, value) -> names.add(edge.getSecond()));
        run(importer, file);
        return new ArrayList<>(names);
    }

    @Override
    public void read(SourceContent file, EdgeLayout layout, IngestMode mode, Consumer<RawEdge> edges)
            throws IOException {
        EdgeKind kind = layout.kind().orElseThrow();
        List<Triple<String, String, Double>> all = new ArrayList<>();
        GraphMLEventDrivenImporter importer = importer(layout.weight().orElse(WEIGHT));
        importer.addEdgeConsumer(all::add);
        run(importer, file);
        for (int i = 0; i < all.size(); i++) {
            Triple<String, String, Double> edge = all.get(i);
            if (edge.getThird() == null) {
                throw new DataException(
                        file.path(),
                        "edge " + (i + 1),
                        "missing_weight",
                        "expected the attribute " + layout.weight().orElse(WEIGHT) + ", found none");
            }
            if (RawEdge.isWeight(edge.getThird())) {
                edges.accept(RawEdge.of(edge.getFirst(), edge.getSecond(), kind, edge.getThird(), "edge " + (i + 1)));
            }
        }
    }

    private static GraphMLEventDrivenImporter importer(String weight) {
        GraphMLEventDrivenImporter importer = new GraphMLEventDrivenImporter();
        // the schema of the format lies on the network
        importer.setSchemaValidation(false);
        importer.setEdgeWeightAttributeName(weight);
        return importer;
    }

    private static void run(GraphMLEventDrivenImporter importer, SourceContent file) {
        try {
            importer.importInput(new StringReader(file.text()));
        } catch (ImportException | IllegalArgumentException e) {
            throw new DataException(
                    file.path(),
                    "",
                    "unreadable_graphml",
                    "expected a whole GraphML file, found " + e.getMessage() + "; get the file again",
                    e);
        }
    }
}
