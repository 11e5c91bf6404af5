package org.neurobeam.encoders.score;

import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Sums and Gram matrix of several series per target: series 0 is what was measured, the others are predictions. Every
 * score of a sum of predictions, every split of it over bands, and every bootstrap of time blocks is a function of
 * these (k + 1)^2 numbers, so predictions need not be kept.
 *
 * <p>Sums are taken about the first row, float64, block by block in the order given. Memory 8 (k + 1)(k + 2)/2 t bytes;
 * 2 (k + 1)(k + 2)/2 flops per sample and target. Not safe for several threads.
 */
public final class SeriesMoments {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final double[][] shift;
    private final double[][] sum;
    private final double[][] gram;
    private double weight;

    private SeriesMoments(double[][] shift) {
        int k = shift.length;
        int t = shift[0].length;
        this.shift = shift;
        this.sum = new double[k][t];
        this.gram = new double[k * (k + 1) / 2][t];
    }

    /** Moments of one block of rows; see {@link #blocks}. */
    public static SeriesMoments of(RowSource measured, List<RowSource> predicted) {
        return blocks(measured, predicted, measured.rows()).get(0);
    }

    /**
     * Moments of consecutive blocks, all about the same point, so that they can be added and weighted.
     *
     * @param measured [n x t]
     * @param predicted the other series, [n x t] each
     * @param starts first row of each block, ascending from 0
     * @throws IllegalArgumentException if the shapes differ or the blocks are empty
     */
    public static List<SeriesMoments> ofBlocks(RowSource measured, List<RowSource> predicted, int... starts) {
        predicted.forEach(f -> Shapes.requireSame(measured, f));
        double[][] shift = new double[predicted.size() + 1][measured.columns()];
        measured.readRow(0, shift[0]);
        for (int k = 0; k < predicted.size(); k++) {
            predicted.get(k).readRow(0, shift[k + 1]);
        }
        double[][] rows = new double[shift.length][measured.columns()];
        SeriesMoments[] blocks = new SeriesMoments[starts.length];
        for (int b = 0; b < starts.length; b++) {
            int end = b + 1 < starts.length ? starts[b + 1] : measured.rows();
            if (starts[b] >= end || end > measured.rows() || starts[0] != 0) {
                throw new IllegalArgumentException("block " + b + " of " + measured.rows() + " rows starts at "
                        + starts[b] + " and ends at " + end + "; starts must ascend from 0");
            }
            blocks[b] = new SeriesMoments(shift);
            for (int i = starts[b]; i < end; i++) {
                measured.readRow(i, rows[0]);
                for (int k = 0; k < predicted.size(); k++) {
                    predicted.get(k).readRow(i, rows[k + 1]);
                }
                blocks[b].add(rows);
            }
        }
        return List.of(blocks);
    }

    /** Moments of blocks of equal length; the last one may be shorter. */
    public static List<SeriesMoments> blocks(RowSource measured, List<RowSource> predicted, int blockRows) {
        if (blockRows < 1 || measured.rows() < 1) {
            throw new IllegalArgumentException(
                    "blocks of " + blockRows + " rows of " + measured.rows() + "; both must be at least 1");
        }
        int[] starts = new int[(measured.rows() - 1) / blockRows + 1];
        java.util.Arrays.setAll(starts, b -> b * blockRows);
        return ofBlocks(measured, predicted, starts);
    }

    /** No rows yet, about the same point as the given moments. */
    public static SeriesMoments emptyLike(SeriesMoments other) {
        return new SeriesMoments(other.shift);
    }

    /**
     * Adds further rows about the same point, e.g. those of the next fold.
     *
     * @param measured [m x t]
     * @param predicted as many other series as before, [m x t] each
     * @throws IllegalArgumentException if the shapes or the number of series differ
     */
    public void add(RowSource measured, List<RowSource> predicted) {
        predicted.forEach(f -> Shapes.requireSame(measured, f));
        if (predicted.size() + 1 != series() || measured.columns() != targets()) {
            throw new IllegalArgumentException("rows of [" + (predicted.size() + 1) + " series x " + measured.columns()
                    + " targets] but moments [" + series() + " series x " + targets() + " targets]");
        }
        double[][] rows = new double[series()][targets()];
        for (int i = 0; i < measured.rows(); i++) {
            measured.readRow(i, rows[0]);
            for (int k = 0; k < predicted.size(); k++) {
                predicted.get(k).readRow(i, rows[k + 1]);
            }
            add(rows);
        }
    }

    private void add(double[][] rows) {
        weight++;
        int pair = 0;
        for (int a = 0; a < rows.length; a++) {
            double[] x = rows[a];
            for (int v = 0; v < x.length; v++) {
                x[v] -= shift[a][v];
                sum[a][v] += x[v];
            }
            for (int b = 0; b <= a; b++) {
                double[] y = rows[b];
                double[] g = gram[pair++];
                for (int v = 0; v < x.length; v++) {
                    g[v] += x[v] * y[v];
                }
            }
        }
    }

    /**
     * Adds a block so many times.
     *
     * @param times weight of the block; a bootstrap draws it
     * @throws IllegalArgumentException if the block has other series or another origin
     */
    public void add(double times, SeriesMoments block) {
        if (block.shift != shift && !java.util.Arrays.deepEquals(block.shift, shift)) {
            throw new IllegalArgumentException("moments [" + series() + " series x " + targets()
                    + " targets] and [" + block.series() + " series x " + block.targets()
                    + " targets] do not come from the same blocks");
        }
        weight += times * block.weight;
        addScaled(times, block.sum, sum);
        addScaled(times, block.gram, gram);
    }

    private static void addScaled(double times, double[][] from, double[][] to) {
        for (int a = 0; a < to.length; a++) {
            for (int v = 0; v < to[a].length; v++) {
                to[a][v] += times * from[a][v];
            }
        }
    }

    /** Number of rows, or the sum of their weights. */
    public double weight() {
        return weight;
    }

    /** Number of series, the measured one included. */
    public int series() {
        return sum.length;
    }

    /** Number of targets. */
    public int targets() {
        return sum[0].length;
    }

    /** Mean of a series. */
    public double mean(int series, int target) {
        return shift[series][target] + sum[series][target] / weight;
    }

    /** {@code sum (a - mean a)(b - mean b)}; of a series with itself NaN where it is nothing but rounding. */
    public double centred(int a, int b, int target) {
        double about = variation(a, b, target);
        return a == b && !(about > CONSTANT * gram[pair(a, b)][target]) ? Double.NaN : about;
    }

    /** The same, rounding included. */
    double variation(int a, int b, int target) {
        return gram[pair(a, b)][target] - sum[a][target] * sum[b][target] / weight;
    }

    /** {@code sum a b}, not centred. */
    public double product(int a, int b, int target) {
        return variation(a, b, target) + weight * mean(a, target) * mean(b, target);
    }

    private static int pair(int a, int b) {
        int high = Math.max(a, b);
        return high * (high + 1) / 2 + Math.min(a, b);
    }
}
