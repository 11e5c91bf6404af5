package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;
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
        if (config.predictions() && !groups.stream().allMatch(group -> HeldOutFile.exists(results, group.name()))) {
            return false;
        }
        try (InputStream in = results.read(DIGEST)) {
            return digest.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Writes scores, weights, maps and the model from the tiles, then removes the tiles. */
    void complete(List<TileName> tiles, String digest) throws IOException {
        results.delete(DIGEST);
        deleteWeights();
        QValues corrected = QValues.of(results, tiles, config.test().correction());
        FamilywiseValues familywise = FamilywiseValues.of(results, tiles, groups, config.test());
        try (TileRows rows = new TileRows(results, tiles, corrected, familywise)) {
            TableFile.write(results, ScoreTable.FILE, Table.SCORES, rows);
        }
        if (config.weights() != WeightsConfig.NONE) {
            new WeightsFile(groups, config, results).write(tiles, digest);
        }
        if (config.weights() == WeightsConfig.DUAL) {
            for (ResponseGroup group : groups) {
                // a kernel is one of the features as they are
                boolean centred = config.model().intercept() && config.model().kind() == ModelKind.RIDGE;
                TrainingFeatures.write(results, group, centred);
            }
        }
        if (config.model().kind() == ModelKind.BANDED) {
            new BandsFile(groups, results).write(tiles, config.model().bands().partition(), digest);
        }
        for (int g = 0; g < groups.size() && config.predictions(); g++) {
            int number = g;
            HeldOutFile.write(
                    groups.get(g),
                    tiles.stream().filter(tile -> tile.group() == number).toList(),
                    results);
        }
        new ScoreMaps(groups, results, config.test()).write();
        new ModelFile(config, groups).write(results, digest);
        try (OutputStream out = results.write(DIGEST)) {
            out.write(digest.getBytes(StandardCharsets.UTF_8));
        }
        for (String folder : List.of(".state/tiles", DesignFiles.FOLDER)) {
            for (String path : results.list(folder)) {
                results.delete(path);
            }
        }
    }

    /** Weights that an earlier run with other settings left belong to another model. */
    private void deleteWeights() throws IOException {
        results.delete(WeightsFile.FILE);
        results.delete(BandsFile.FILE);
        for (String folder : List.of(TrainingFeatures.FOLDER, HeldOutFile.FOLDER)) {
            for (String path : results.list(folder)) {
                results.delete(path);
            }
        }
    }

    /** The score rows of all tiles, one tile open at a time. */
    private static final class TileRows implements Iterator<Score>, AutoCloseable {
        private final DataStore results;
        private final Iterator<TileName> tiles;
        private final QValues corrected;
        private final FamilywiseValues familywise;
        private TableRows<Score> rows;
        private int row;

        TileRows(DataStore results, List<TileName> tiles, QValues corrected, FamilywiseValues familywise) {
            this.results = results;
            this.tiles = tiles.iterator();
            this.corrected = corrected;
            this.familywise = familywise;
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
            Score score = rows.next();
            Score.Builder changed = Score.newBuilder(score);
            corrected.get(row).ifPresent(changed::setQ);
            familywise.get(row).ifPresent(changed::setPFamilywise);
            row++;
            return changed.build();
        }

        @Override
        public void close() throws IOException {
            if (rows != null) {
                rows.close();
            }
        }
    }
}
