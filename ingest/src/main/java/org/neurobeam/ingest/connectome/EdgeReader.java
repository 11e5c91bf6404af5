package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;

/** Reads the edges of one format. Stateless. */
interface EdgeReader {
    /** The sheets of the file that may hold edges; empty where the format has none. */
    default List<String> sheets(SourceContent file) throws IOException {
        return List.of();
    }

    /**
     * Names by which a recipe knows the file: sheets, header cells, keys, variables, attributes.
     *
     * @throws org.neurobeam.schemas.error.DataException when the file is damaged
     */
    List<String> names(SourceContent file) throws IOException;

    /**
     * Passes every entry that is an edge: a number other than 0 of a kind that is wanted.
     *
     * @throws org.neurobeam.schemas.error.DataException when the file is damaged or lacks a column or sheet
     */
    void read(SourceContent file, EdgeLayout layout, IngestMode mode, Consumer<RawEdge> edges) throws IOException;
}
