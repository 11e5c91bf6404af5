package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work: some targets of one group.
 *
 * @param group index of the group
 * @param from first target
 * @param to target after the last one
 */
record TileName(int group, int from, int to) {
    /** All tiles of the groups, in order. */
    static List<TileName> all(List<ResponseGroup> groups, int tile) {
        List<TileName> tiles = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            for (int from = 0; from < groups.get(g).targets(); from += tile) {
                tiles.add(new TileName(
                        g, from, Math.min(from + tile, groups.get(g).targets())));
            }
        }
        return tiles;
    }

    static TileName parse(String text) {
        String[] parts = text.split("-", -1);
        return new TileName(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Where the tile's scores wait for the end of the run. */
    String scoresPath() {
        return ".state/tiles/" + this + ".scores.parquet";
    }

    /** Where the tile's weights wait: [(features or samples + 2) x targets], the last rows are intercept and penalty. */
    String weightsPath() {
        return ".state/tiles/" + this + ".weights.npy";
    }

    /** Where the numbers of the tile's bands wait, [rows x targets]. */
    String bandsPath() {
        return ".state/tiles/" + this + ".bands.npy";
    }

    /** Where the tile's draws of chance wait, where targets of several tiles are corrected by them together. */
    String nullPath() {
        return ".state/tiles/" + this + ".null";
    }

    /** Where the tile's held-out predictions wait, [samples x targets]. */
    String predictionsPath() {
        return ".state/tiles/" + this + ".predictions.npy";
    }

    /** Where the digests of the tile's responses wait, one after the other. */
    String responsesPath() {
        return ".state/tiles/" + this + ".responses";
    }

    /** Holds the digest of what the tile was made from; exists once the tile is whole. */
    String digestPath() {
        return ".state/tiles/" + this + ".digest";
    }

    @Override
    public String toString() {
        return group + "-" + from + "-" + to;
    }
}
