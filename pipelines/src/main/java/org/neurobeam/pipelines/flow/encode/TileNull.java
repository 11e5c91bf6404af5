package org.neurobeam.pipelines.flow.encode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What chance gives the targets of a tile: their p-values, and what a correction over all tiles needs, which is the
 * statistic of each target and, of each draw, the largest statistic of any of them. All tiles of a group see the same
 * draws.
 */
final class TileNull {
    private final double[] p;
    private final double[] statistics;
    private final double[] maxima;

    private TileNull(double[] p, double[] statistics, double[] maxima) {
        this.p = p;
        this.statistics = statistics;
        this.maxima = maxima;
    }

    /**
     * Of the draws of a tile.
     *
     * @param p [t], NaN where a statistic is undefined
     * @param statistics r by the same sums as the draws, [t]
     * @param maxima [draws]
     * @param r the correlations that scores report, [t]: NaN where a target is undefined, 0 where a prediction is
     *     constant, which every draw reaches
     */
    static TileNull of(double[] p, double[] statistics, double[] maxima, double... r) {
        double[] single = p.clone();
        Arrays.setAll(single, v -> Double.isNaN(r[v]) ? Double.NaN : Double.isNaN(p[v]) ? 1 : p[v]);
        double[] reached = statistics.clone();
        Arrays.setAll(
                reached,
                v -> Double.isNaN(r[v])
                        ? Double.NaN
                        : Double.isNaN(statistics[v]) ? Double.NEGATIVE_INFINITY : statistics[v]);
        return new TileNull(single, reached, maxima.clone());
    }

    /** p-value of each target by itself, [t]; NaN for undefined targets. */
    double[] pValues() {
        return p.clone();
    }

    /** Statistic of each target, [t]: NaN for undefined targets, negative infinity for constant predictions. */
    double[] statistics() {
        return statistics.clone();
    }

    /** Raises the largest statistics so far, [draws], to those of this tile. */
    void raise(double... largest) {
        if (largest.length != maxima.length) {
            throw new IllegalStateException("tiles of " + largest.length + " and " + maxima.length
                    + " draws; all tiles must see the same draws");
        }
        Arrays.setAll(largest, b -> Math.max(largest[b], maxima[b]));
    }

    /** Number of draws. */
    int draws() {
        return maxima.length;
    }

    void write(OutputStream out) throws IOException {
        DataOutputStream numbers = new DataOutputStream(out);
        for (double[] array : new double[][] {p, statistics, maxima}) {
            numbers.writeInt(array.length);
            for (double x : array) {
                numbers.writeDouble(x);
            }
        }
        numbers.flush();
    }

    static TileNull read(InputStream in) throws IOException {
        DataInputStream numbers = new DataInputStream(in);
        return new TileNull(array(numbers), array(numbers), array(numbers));
    }

    private static double[] array(DataInputStream numbers) throws IOException {
        double[] array = new double[numbers.readInt()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.readDouble();
        }
        return array;
    }
}
