package org.neurobeam.pipelines.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Slices side by side: scores above the threshold in colour over the mean image in grey. */
final class SliceMosaic {
    private static final int MOST_SLICES = 24;
    private static final int PIXELS_ACROSS = 1500;
    private static final int GAP = 4;
    private static final int STRIP = 28;
    private static final double FEW = 0.05;

    private final RasVolume volume;
    private final ScoreScale scale;
    private final int slice;
    private final int across;
    private final int upward;
    private final int[] from = new int[3];
    private final int[] to = new int[3];
    private final int columns;
    private final List<Integer> slices;
    private final int tileWidth;
    private final int tileHeight;

    SliceMosaic(RasVolume volume, ScoreScale scale) {
        this.volume = volume;
        this.scale = scale;
        this.slice = volume.sliceAxis();
        this.across = slice == 0 ? 1 : 0;
        this.upward = slice == 2 ? 1 : 2;
        findBounds();
        this.slices = chooseSlices();
        int n = slices.size();
        this.columns = n == 1 ? 2 : n <= 4 ? n : n <= 10 ? 5 : n <= 18 ? 6 : 8;
        this.tileWidth = (PIXELS_ACROSS - GAP * (columns - 1)) / columns;
        double mmAcross = (to[across] - from[across]) * volume.voxelSizeMm(across);
        double mmUpward = (to[upward] - from[upward]) * volume.voxelSizeMm(upward);
        this.tileHeight = Math.max(1, (int) Math.round(tileWidth * mmUpward / mmAcross));
    }

    /** One tile of the picture: its left upper corner in pixels and its slice. */
    record Tile(int x, int y, int slice, boolean withScores) {}

    /** The box around everything that is bright or scored, and all of it where nothing is. */
    private void findBounds() {
        int[] last = {-1, -1, -1};
        int[] first = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] at = new int[3];
        for (at[2] = 0; at[2] < volume.size(2); at[2]++) {
            for (at[1] = 0; at[1] < volume.size(1); at[1]++) {
                for (at[0] = 0; at[0] < volume.size(0); at[0]++) {
                    int n = volume.index(at);
                    if (Float.isFinite(volume.scores().r(n)) || volume.grey(n) > 0.15) {
                        for (int w = 0; w < 3; w++) {
                            first[w] = Math.min(first[w], at[w]);
                            last[w] = Math.max(last[w], at[w]);
                        }
                    }
                }
            }
        }
        for (int w = 0; w < 3; w++) {
            from[w] = last[w] < 0 ? 0 : Math.max(0, first[w] - 1);
            to[w] = last[w] < 0 ? volume.size(w) : Math.min(volume.size(w), last[w] + 2);
        }
    }

    /** At most 24 slices, evenly apart, from the first to the last that has more than a few scores. */
    private List<Integer> chooseSlices() {
        int[] scored = IntStream.range(0, volume.size(slice)).map(this::scored).toArray();
        double enough = FEW * Arrays.stream(scored).max().orElse(0);
        int low = from[slice];
        int high = to[slice] - 1;
        if (enough > 0) {
            low = IntStream.range(0, scored.length)
                    .filter(n -> scored[n] >= enough)
                    .min()
                    .orElse(low);
            high = IntStream.range(0, scored.length)
                    .filter(n -> scored[n] >= enough)
                    .max()
                    .orElse(high);
        }
        int first = low;
        int span = high - low;
        int count = Math.min(MOST_SLICES, span + 1);
        return IntStream.range(0, count)
                .mapToObj(n -> count == 1 ? first : first + (int) Math.round((double) n * span / (count - 1)))
                .toList();
    }

    private int scored(int n) {
        int count = 0;
        int[] at = new int[3];
        at[slice] = n;
        for (at[across] = 0; at[across] < volume.size(across); at[across]++) {
            for (at[upward] = 0; at[upward] < volume.size(upward); at[upward]++) {
                count += Float.isFinite(volume.scores().r(volume.index(at))) ? 1 : 0;
            }
        }
        return count;
    }

    /** The tiles in reading order; a single slice is shown twice, without and with scores. */
    List<Tile> tiles() {
        if (slices.size() == 1) {
            return List.of(new Tile(0, 0, slices.get(0), false), new Tile(tileWidth + GAP, 0, slices.get(0), true));
        }
        List<Tile> tiles = new ArrayList<>();
        for (int n = 0; n < slices.size(); n++) {
            int x = n % columns * (tileWidth + GAP);
            int y = n / columns * (tileHeight + STRIP);
            tiles.add(new Tile(x, y, slices.get(n), true));
        }
        return tiles;
    }

    int tileWidth() {
        return tileWidth;
    }

    int tileHeight() {
        return tileHeight;
    }

    /** How many slices of how many are shown. */
    boolean complete() {
        return slices.size() == volume.size(slice);
    }

    /** The picture. */
    Raster raster() {
        int rows = slices.size() == 1 ? 1 : (slices.size() + columns - 1) / columns;
        Raster raster = new Raster(columns * tileWidth + (columns - 1) * GAP, rows * (tileHeight + STRIP));
        for (Tile tile : tiles()) {
            paint(raster, tile);
        }
        return raster;
    }

    private void paint(Raster raster, Tile tile) {
        int[] at = new int[3];
        at[slice] = tile.slice();
        for (int y = 0; y < tileHeight; y++) {
            at[upward] = to[upward] - 1 - y * (to[upward] - from[upward]) / tileHeight;
            for (int x = 0; x < tileWidth; x++) {
                at[across] = from[across] + x * (to[across] - from[across]) / tileWidth;
                raster.set(tile.x() + x, tile.y() + y, colour(volume.index(at), tile.withScores()));
            }
        }
    }

    private int colour(int n, boolean withScores) {
        float r = volume.scores().r(n);
        if (withScores && r > scale.threshold()) {
            return ColourMap.index(r, scale.end());
        }
        double grey = volume.grey(n);
        // the ground is dimmed so that white matter does not compete with the upper end of the map
        return Double.isNaN(grey) ? 0 : ColourMap.greyIndex(0.8 * grey);
    }
}
