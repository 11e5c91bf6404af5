package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    /** A target whose range is below this share of its size is constant: the resolution of float32 data. */
    private static final double CONSTANT = 1e-7;

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
    private final String[] reasons;

    private Targets(List<Tile> tiles, double[] shift, String... reasons) {
        this.tiles = tiles;
        this.shift = shift;
        this.reasons = reasons;
        tiles.forEach(tile -> scope.own(tile.values));
    }

    /** Reads the responses twice: once to inspect, once to copy. */
    static Targets of(RowSource y, LeaveOutOptions options) {
        int t = y.columns();
        double[] shift = new double[t];
        String[] reasons = new String[t];
        inspect(y, shift, reasons);
        if (!options.ridge().intercept()) {
            Arrays.fill(shift, 0);
        }
        List<Tile> tiles = new ArrayList<>();
        for (int from = 0; from < t; from += options.tileWidth()) {
            int[] ids = range(from, Math.min(t, from + options.tileWidth()));
            tiles.add(new Tile(DenseMatrix.zeros(options.ridge().precision(), y.rows(), ids.length), ids));
        }
        double[] row = new double[t];
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(i, row);
            for (int v = 0; v < t; v++) {
                row[v] = reasons[v] == null ? row[v] - shift[v] : 0;
            }
            for (Tile tile : tiles) {
                int from = tile.targets[0];
                tile.values.writeRow(i, Arrays.copyOfRange(row, from, from + tile.targets.length));
            }
        }
        return new Targets(tiles, shift, reasons);
    }

    private static int[] range(int from, int to) {
        return java.util.stream.IntStream.range(from, to).toArray();
    }

    private static void inspect(RowSource y, double[] shift, String[] reasons) {
        int t = y.columns();
        double[] row = new double[t];
        double[] low = new double[t];
        double[] high = new double[t];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(i, row);
            for (int v = 0; v < t; v++) {
                low[v] = Math.min(low[v], row[v]);
                high[v] = Math.max(high[v], row[v]);
                shift[v] += row[v] / y.rows();
            }
        }
        for (int v = 0; v < t; v++) {
            if (!Double.isFinite(shift[v]) || !Double.isFinite(high[v] - low[v])) {
                reasons[v] = "non_finite";
            } else if (high[v] - low[v] <= CONSTANT * Math.max(Math.abs(low[v]), Math.abs(high[v]))) {
                reasons[v] = "constant";
            }
            shift[v] = (float) shift[v];
        }
    }

    /** Some targets in tiles of their own, a copy that the caller closes. */
    Targets select(int width, int... chosen) {
        List<Tile> selected = new ArrayList<>();
        for (int from = 0; from < chosen.length; from += width) {
            selected.add(gather(Arrays.copyOfRange(chosen, from, Math.min(chosen.length, from + width))));
        }
        return new Targets(selected, shift, reasons);
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
        return reasons[target] == null;
    }

    /** What was subtracted from a target. */
    double shift(int target) {
        return shift[target];
    }

    List<Optional<String>> reasons() {
        return Arrays.stream(reasons).map(Optional::ofNullable).toList();
    }

    @Override
    public void close() {
        scope.close();
    }
}
