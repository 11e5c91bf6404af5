package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;

/** Puts the results of all tiles together, in the order of groups and targets whatever order they were fitted in. */
final class ResultsFolder {
    private static final String DIGEST = ".state/digest";

    private final EncodeConfig config;
    private final List<ResponseGroup> groups;
    private final DataStore results;

    ResultsFolder(EncodeConfig config, List<ResponseGroup> groups, DataStore results) {
        this.config = config;
        this.groups = groups;
        this.results = results;
    }

    /** Whether the folder holds the results of these settings and inputs already. */
    boolean isComplete(String digest) throws IOException {
        if (!results.exists(DIGEST) || !results.exists(ScoreTable.FILE)) {
            return false;
        }
        try (InputStream in = results.read(DIGEST)) {
            return digest.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Writes scores, weights, maps and the model from the tiles, then removes the tiles. */
    void complete(List<TileName> tiles, String digest) throws IOException {
        results.delete(DIGEST);
        try (TileRows rows = new TileRows(results, tiles)) {
            TableFile.write(results, ScoreTable.FILE, Table.SCORES, rows);
        }
        if (config.weights()) {
            new WeightsFile(groups, results).write(tiles);
        }
        new ScoreMaps(groups, results).write();
        writeModel();
        try (OutputStream out = results.write(DIGEST)) {
            out.write(digest.getBytes(StandardCharsets.UTF_8));
        }
        for (String path : results.list(".state/tiles")) {
            results.delete(path);
        }
    }

    private void writeModel() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode model = mapper.createObjectNode();
        model.put("kind", "ridge");
        model.put("equation", "argmin ||y - X b||^2 + alpha ||b||^2");
        model.set("settings", mapper.valueToTree(config.model()));
        ArrayNode alphas = model.putArray("alphas");
        config.model().alphaGrid().forEach(alphas::add);
        model.put("outer_folds", config.outer());
        ArrayNode all = model.putArray("groups");
        for (ResponseGroup group : groups) {
            ObjectNode g = all.addObject();
            g.put("name", group.name());
            g.put("targets", group.targets());
            g.put("samples", group.runs().length);
            ArrayNode runs = g.putArray("runs");
            group.runNames().forEach(runs::add);
            ArrayNode features = g.putArray("features");
            group.features().columnNames().forEach(features::add);
            ArrayNode spaces = g.putArray("spaces");
            group.spaces().forEach(spaces::add);
        }
        if (config.weights()) {
            model.put("weights", WeightsFile.FILE);
        }
        Json.write(results, "model.json", model);
    }

    /** The score rows of all tiles, one tile open at a time. */
    private static final class TileRows implements Iterator<Score>, AutoCloseable {
        private final DataStore results;
        private final Iterator<TileName> tiles;
        private TableRows<Score> rows;

        TileRows(DataStore results, List<TileName> tiles) {
            this.results = results;
            this.tiles = tiles.iterator();
        }

        @Override
        public boolean hasNext() {
            try {
                while ((rows == null || !rows.hasNext()) && tiles.hasNext()) {
                    close();
                    rows = TableFile.open(results, tiles.next().scoresPath(), Table.SCORES);
                }
                return rows != null && rows.hasNext();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Score next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all tiles were read");
            }
            return rows.next();
        }

        @Override
        public void close() throws IOException {
            if (rows != null) {
                rows.close();
            }
        }
    }
}
