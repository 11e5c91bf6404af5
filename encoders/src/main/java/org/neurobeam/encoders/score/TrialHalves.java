package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Responses averaged over all trials and over two disjoint halves of the trials.
 *
 * @param all mean over all trials, [S stimuli x t]
 * @param first mean over the trials of the first half, [S x t]
 * @param second mean over the trials of the second half, [S x t]
 */
public record TrialHalves(DoubleMatrix all, DoubleMatrix first, DoubleMatrix second) {
    /** @throws IllegalArgumentException if the shapes differ */
    public TrialHalves {
        Shapes.requireSame(RowSource.of(all), RowSource.of(first));
        Shapes.requireSame(RowSource.of(all), RowSource.of(second));
    }

    /**
     * Averages stacked trials; a missing trial (NaN) is left out, a stimulus without trials is NaN.
     *
     * @param stacked [R S x t], first all stimuli of trial 0
     * @param first trials of the first half
     * @param second trials of the second half
     */
    public static TrialHalves of(RowSource stacked, int repeats, int[] first, int[] second) {
        Shapes.samplesPerRepeat(stacked, repeats);
        int[] all = new int[repeats];
        Arrays.setAll(all, r -> r);
        return new TrialHalves(
                mean(stacked, repeats, all), mean(stacked, repeats, first), mean(stacked, repeats, second));
    }

    /** A random half of the trials (rounded down) against the others; see {@link #of}. */
    public static TrialHalves random(RowSource stacked, int repeats, SplittableRandom random) {
        int[] order = new int[repeats];
        Arrays.setAll(order, r -> r);
        for (int i = repeats - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int half = repeats / 2;
        return of(stacked, repeats, Arrays.copyOf(order, half), Arrays.copyOfRange(order, half, repeats));
    }

    private static DoubleMatrix mean(RowSource stacked, int repeats, int... chosen) {
        int samples = stacked.rows() / repeats;
        int t = stacked.columns();
        DoubleMatrix mean = DoubleMatrix.zeros(samples, t);
        double[] row = new double[t];
        int[] count = new int[t];
        for (int s = 0; s < samples; s++) {
            Arrays.fill(count, 0);
            for (int r : chosen) {
                stacked.readRow(r * samples + s, row);
                for (int v = 0; v < t; v++) {
                    boolean known = !Double.isNaN(row[v]);
                    mean.values()[s * t + v] += known ? row[v] : 0;
                    count[v] += known ? 1 : 0;
                }
            }
            for (int v = 0; v < t; v++) {
                mean.values()[s * t + v] /= count[v];
            }
        }
        return mean;
    }

    /** The stimuli named, in their order, [rows x t] each. */
    TrialHalves rows(int... rows) {
        return new TrialHalves(rows(all, rows), rows(first, rows), rows(second, rows));
    }

    private static DoubleMatrix rows(DoubleMatrix m, int... rows) {
        DoubleMatrix chosen = DoubleMatrix.zeros(rows.length, m.columns());
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(m.values(), rows[i] * m.columns(), chosen.values(), i * m.columns(), m.columns());
        }
        return chosen;
    }
}
