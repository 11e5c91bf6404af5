package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.io.DataStore;

/** Fits all tiles: once, or again on a wider grid of penalties as long as the settings want it to grow. */
final class FitRounds {
    private final List<ResponseGroup> groups;
    private final List<TileName> tiles;
    private final DataStore results;
    private final PipelineOptions runner;
    private final int threads;

    /** @param threads that a fitter may use by itself */
    FitRounds(
            List<ResponseGroup> groups, List<TileName> tiles, DataStore results, PipelineOptions runner, int threads) {
        this.groups = groups;
        this.tiles = tiles;
        this.results = results;
        this.runner = runner;
        this.threads = threads;
    }

    /** The settings with the grid that an earlier run of the same digest reached. */
    EncodeConfig reached(EncodeConfig config, String digest) throws IOException {
        Optional<List<Double>> grid = config.model().extendGrid() ? GridState.read(results, digest) : Optional.empty();
        return grid.map(config::withAlphas).orElse(config);
    }

    /**
     * Leaves all tiles in the results folder.
     *
     * @param asked the settings as given
     * @param digest of them
     * @return the settings with the grid that the tiles have
     */
    EncodeConfig fit(EncodeConfig asked, String digest) throws IOException {
        EncodeConfig current = reached(asked, digest);
        round(current, digest);
        if (!asked.model().extendGrid()) {
            return current;
        }
        WiderGrid wider = new WiderGrid(ascending(asked));
        for (Optional<List<Double>> next = next(wider, current); next.isPresent(); next = next(wider, current)) {
            current = current.withAlphas(next.orElseThrow());
            GridState.write(results, digest, next.orElseThrow());
            round(current, digest);
        }
        return current;
    }

    private Optional<List<Double>> next(WiderGrid wider, EncodeConfig config) throws IOException {
        List<Double> grid = ascending(config);
        ScoreTable scores = ScoreTable.ofTiles(results, tiles);
        return wider.next(grid, scores.shareAt(grid.get(0)), scores.shareAt(grid.get(grid.size() - 1)));
    }

    private static List<Double> ascending(EncodeConfig config) {
        return config.model().alphaGrid().stream().sorted().distinct().toList();
    }

    private void round(EncodeConfig config, String digest) throws IOException {
        // tiles of another grid are other tiles
        String own = config.model().extendGrid() ? RunDigest.of(config) : digest;
        List<TileName> left = new ArrayList<>();
        for (TileName tile : tiles) {
            if (!FitTile.isDone(results, tile, own)) {
                left.add(tile);
            }
        }
        Work.run("encode tiles", left.size(), EncodeTiles.of(config, own, left, groups, runner, threads), runner);
    }
}
