package org.neurobeam.encoders.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Paired block bootstrap of test predictions: time blocks are drawn with replacement, nothing is refitted, and both
 * models are scored on the same draws.
 *
 * <p>Scores are functions of sums per block, so a draw is a re-weighting of blocks: one product [B x K] [K x 8 w] for w
 * = 128 targets. Memory 16 B w doubles, 64 K t bytes and the results. The interval holds the noise of the test samples,
 * not that of the fit. Blocks must be longer than the autocorrelation of the noise, and about 20 or more.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176347265">Kuensch 1989</a>
 */
public final class BlockBootstrap {
    /** Targets of a product; the last product is filled up, so that a target sees the same sums in every tile. */
    private static final int WIDTH = 128;

    private final TimeBlocks blocks;
    /** How often each block is drawn, [1 + draws x blocks]; draw 0 is the data as they are. */
    private final DoubleMatrix counts;
    /** Number of samples of each draw. */
    private final double[] samples;

    private BlockBootstrap(TimeBlocks blocks, DoubleMatrix counts, double[] samples) {
        this.blocks = blocks;
        this.counts = counts;
        this.samples = samples;
    }

    /** Draws the blocks that all tiles will see; as many as there are, from all runs. */
    public static BlockBootstrap of(TimeBlocks blocks, ResamplingOptions options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        int k = blocks.count();
        DoubleMatrix counts = DoubleMatrix.zeros(1 + options.draws(), k);
        double[] samples = new double[counts.rows()];
        Arrays.fill(counts.values(), 0, k, 1);
        samples[0] = blocks.rows();
        for (int draw = 1; draw < counts.rows(); draw++) {
            for (int i = 0; i < k; i++) {
                int block = random.nextInt(k);
                counts.values()[draw * k + block]++;
                samples[draw] += blocks.samples(block);
            }
        }
        return new BlockBootstrap(blocks, counts, samples);
    }

    /**
     * Compares two models on a tile of targets.
     *
     * @param measured [n x t]
     * @param first predictions of the first model, [n x t]
     * @param second predictions of the second model, [n x t]
     * @throws IllegalArgumentException if the shapes differ
     */
    public PairedDifference compare(RowSource measured, RowSource first, RowSource second, Accuracy accuracy) {
        PairedSeries.require(blocks, measured, first, second);
        int t = measured.columns();
        DrawnScores scores = new DrawnScores(samples, accuracy, t);
        double[][] sums = blockSums(measured, first, second);
        try (DenseMatrix weights = DenseMatrix.copyOf(counts);
                DenseMatrix tile = DenseMatrix.zeros(Precision.FLOAT64, blocks.count(), DrawnScores.SUMS * WIDTH);
                DenseMatrix drawn = DenseMatrix.zeros(Precision.FLOAT64, samples.length, DrawnScores.SUMS * WIDTH)) {
            double[] row = new double[DrawnScores.SUMS * WIDTH];
            for (int from = 0; from < t; from += WIDTH) {
                for (int k = 0; k < sums.length; k++) {
                    for (int s = 0; s < DrawnScores.SUMS; s++) {
                        System.arraycopy(sums[k], s * t + from, row, s * WIDTH, Math.min(WIDTH, t - from));
                    }
                    tile.writeRow(k, row);
                }
                Blas.multiply(weights, tile, drawn);
                scores.add(drawn, from, Math.min(WIDTH, t - from));
            }
        }
        return scores.result();
    }

    /** Sums of each block about the first measured sample, [block][sum * t + target]. */
    private double[][] blockSums(RowSource measured, RowSource first, RowSource second) {
        int t = measured.columns();
        double[][] sums = new double[blocks.count()][DrawnScores.SUMS * t];
        double[] shift = new double[t];
        double[] y = new double[t];
        double[] f = new double[t];
        double[] g = new double[t];
        measured.readRow(0, shift);
        for (int k = 0; k < sums.length; k++) {
            for (int i = blocks.start(k); i < blocks.start(k) + blocks.samples(k); i++) {
                measured.readRow(i, y);
                first.readRow(i, f);
                second.readRow(i, g);
                for (int v = 0; v < t; v++) {
                    y[v] -= shift[v];
                    f[v] -= shift[v];
                    g[v] -= shift[v];
                }
                DrawnScores.addSample(sums[k], y, f, g);
            }
        }
        return sums;
    }
}
