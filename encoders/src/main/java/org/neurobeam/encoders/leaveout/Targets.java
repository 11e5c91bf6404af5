package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The targets in tiles of columns, one copy in the precision of the products. With an intercept a constant close to its
 * mean is subtracted from each target, on which no prediction depends. A target that cannot be scored is zero, with the
 * reason.
 */
final class Targets implements AutoCloseable {
    /** One tile of columns. */
    static final class Tile {
        /** [n x w]. */
        final DenseMatrix values;
        /** Index of each column among all targets, [w]. */
        final int[] targets;

        Tile(DenseMatrix values, int... targets) {
            this.values = values;
            this.targets = targets;
        }
    }

    private final MatrixScope scope = new MatrixScope();
    private final List<Tile> tiles;
    private final double[] shift;
    private final TargetScreen screen;

    private Targets(List<Tile> tiles, double[] shift, TargetScreen screen) {
        this.tiles = tiles;
        this.shift = shift;
        this.screen = screen;
        tiles.forEach(tile -> scope.own(tile.values));
    }

    /** Reads the responses twice: once to inspect, once to copy. */
    static Targets of(RowSource y, LeaveOutOptions options) {
        int t = y.columns();
        TargetScreen screen = TargetScreen.of(y);
        double[] shift = options.ridge().intercept() ? screen.means() : new double[t];
        List<Tile> tiles = new ArrayList<>();
        for (int from = 0; from < t; from += options.tileWidth()) {
            int[] ids = range(from, Math.min(t, from + options.tileWidth()));
            tiles.add(new Tile(DenseMatrix.zeros(options.ridge().precision(), y.rows(), ids.length), ids));
        }
        double[] row = new double[t];
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(i, row);
            for (int v = 0; v < t; v++) {
                row[v] = screen.fits(v) ? row[v] - shift[v] : 0;
            }
            for (Tile tile : tiles) {
                int from = tile.targets[0];
                tile.values.writeRow(i, Arrays.copyOfRange(row, from, from + tile.targets.length));
            }
        }
        return new Targets(tiles, shift, screen);
    }

    private static int[] range(int from, int to) {
        return java.util.stream.IntStream.range(from, to).toArray();
    }

    /** Some targets in tiles of their own, a copy that the caller closes. */
    Targets select(int width, int... chosen) {
        List<Tile> selected = new ArrayList<>();
        for (int from = 0; from < chosen.length; from += width) {
            selected.add(gather(Arrays.copyOfRange(chosen, from, Math.min(chosen.length, from + width))));
        }
        return new Targets(selected, shift, screen);
    }

    private Tile gather(int... ids) {
        Tile first = tiles.get(0);
        int width = first.targets.length;
        Precision precision = first.values.precision();
        DenseMatrix values = DenseMatrix.zeros(precision, first.values.rows(), ids.length);
        double[] row = new double[targets()];
        double[] part = new double[width];
        double[] picked = new double[ids.length];
        for (int i = 0; i < values.rows(); i++) {
            for (Tile tile : tiles) {
                tile.values.readRow(i, part);
                System.arraycopy(part, 0, row, tile.targets[0], tile.targets.length);
            }
            for (int v = 0; v < ids.length; v++) {
                picked[v] = row[ids[v]];
            }
            values.writeRow(i, picked);
        }
        return new Tile(values, ids);
    }

    List<Tile> tiles() {
        return tiles;
    }

    int targets() {
        return shift.length;
    }

    boolean valid(int target) {
        return screen.fits(target);
    }

    /** What was subtracted from a target. */
    double shift(int target) {
        return shift[target];
    }

    List<Optional<String>> reasons() {
        return screen.reasons();
    }

    @Override
    public void close() {
        scope.close();
    }
}
