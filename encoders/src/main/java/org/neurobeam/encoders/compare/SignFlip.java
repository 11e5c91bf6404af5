package org.neurobeam.encoders.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Sign-flip test of paired differences: if two models are equally good, the difference of each unit (block, event or
 * fold) is as likely as its negative. Statistic {@code sum d / sqrt(sum d^2)}, which no flip rescales, so that targets
 * can be compared in the maximum.
 *
 * <p>Units must be independent of each other: take time blocks or folds, not samples. Cost B K t.
 */
public final class SignFlip {
    private static final int WIDTH = 256;

    /** [draw][unit]. */
    private final boolean[][] flips;

    private final Tail tail;

    private SignFlip(boolean[][] flips, Tail tail) {
        this.flips = flips;
        this.tail = tail;
    }

    /**
     * Draws the flips that all tiles will see.
     *
     * @param units K, at least 2
     */
    public static SignFlip of(int units, Tail tail, ResamplingOptions options) {
        if (units < 2) {
            throw new IllegalArgumentException("sign flips need at least 2 units, not " + units);
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        boolean[][] flips = new boolean[options.draws()][units];
        for (boolean[] draw : flips) {
            for (int k = 0; k < units; k++) {
                draw[k] = random.nextBoolean();
            }
        }
        return new SignFlip(flips, tail);
    }

    /**
     * How much more squared error the second model makes than the first in each time block, {@code sum (y - g)^2 - (y -
     * f)^2}, [K x t]; positive where the first is better.
     *
     * @param measured y, [n x t]
     * @param first predictions f of the first model, [n x t]
     * @param second predictions g of the second model, [n x t]
     */
    public static DoubleMatrix squaredErrorDifferences(
            TimeBlocks blocks, RowSource measured, RowSource first, RowSource second) {
        PairedSeries.require(blocks, measured, first, second);
        int t = measured.columns();
        DoubleMatrix differences = DoubleMatrix.zeros(blocks.count(), t);
        double[] y = new double[t];
        double[] f = new double[t];
        double[] g = new double[t];
        for (int k = 0; k < blocks.count(); k++) {
            for (int i = blocks.start(k); i < blocks.start(k) + blocks.samples(k); i++) {
                measured.readRow(i, y);
                first.readRow(i, f);
                second.readRow(i, g);
                for (int v = 0; v < t; v++) {
                    // (y - g)^2 - (y - f)^2 without squaring what both share
                    differences.values()[k * t + v] += (f[v] - g[v]) * (2 * y[v] - f[v] - g[v]);
                }
            }
        }
        return differences;
    }

    /**
     * Tests a tile of targets.
     *
     * @param differences [K units x t targets], positive where the first model is better
     */
    public ChanceNull test(RowSource differences) {
        int units = flips[0].length;
        int t = differences.columns();
        if (differences.rows() != units) {
            throw new IllegalArgumentException("differences [" + differences.rows() + " units x " + t
                    + " targets] but flips of " + units + " units");
        }
        double[] d = scaled(differences);
        double[] sums = new double[WIDTH];
        ChanceNull.Counter counter = new ChanceNull.Counter(t, flips.length, tail);
        for (int first = 0; first < t; first += WIDTH) {
            int w = Math.min(WIDTH, t - first);
            add(new boolean[units], d, t, first, sums);
            counter.observe(sums, first, w);
            for (int draw = 0; draw < flips.length; draw++) {
                add(flips[draw], d, t, first, sums);
                counter.count(draw, sums, first, w);
            }
        }
        return counter.result();
    }

    private static void add(boolean[] flip, double[] d, int t, int first, double[] sums) {
        int w = Math.min(WIDTH, t - first);
        Arrays.fill(sums, 0);
        for (int k = 0; k < flip.length; k++) {
            int at = k * t + first;
            double sign = flip[k] ? -1 : 1;
            for (int v = 0; v < w; v++) {
                sums[v] += sign * d[at + v];
            }
        }
    }

    /** Differences over the root of their sum of squares; NaN where all are zero or one is unknown. */
    private static double[] scaled(RowSource differences) {
        int t = differences.columns();
        double[] d = new double[Math.multiplyExact(differences.rows(), t)];
        double[] row = new double[t];
        double[] squares = new double[t];
        for (int k = 0; k < differences.rows(); k++) {
            differences.readRow(k, row);
            System.arraycopy(row, 0, d, k * t, t);
            for (int v = 0; v < t; v++) {
                squares[v] += row[v] * row[v];
            }
        }
        for (int i = 0; i < d.length; i++) {
            d[i] /= Math.sqrt(squares[i % t]);
        }
        return d;
    }
}
