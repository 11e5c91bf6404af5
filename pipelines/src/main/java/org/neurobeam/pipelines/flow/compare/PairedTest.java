package org.neurobeam.pipelines.flow.compare;

import java.util.function.Function;
import org.neurobeam.encoders.compare.Accuracy;
import org.neurobeam.encoders.compare.BlockBootstrap;
import org.neurobeam.encoders.compare.BlockPermutation;
import org.neurobeam.encoders.compare.ChanceNull;
import org.neurobeam.encoders.compare.Resampled;
import org.neurobeam.encoders.compare.ResamplingOptions;
import org.neurobeam.encoders.compare.SignFlip;
import org.neurobeam.encoders.compare.Tail;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.flow.compare.ComparedTargets.Column;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The comparison of two models tile by tile of targets, all on the same draws. The interval of the difference of r is
 * that of the paired block bootstrap whatever the test is.
 */
final class PairedTest {
    private final CompareConfig config;
    private final TimeBlocks blocks;
    private final ResamplingOptions options;
    private final BlockBootstrap bootstrap;

    PairedTest(CompareConfig config, TimeBlocks blocks) {
        this.config = config;
        this.blocks = blocks;
        this.options = new ResamplingOptions(config.draws(), config.seed());
        this.bootstrap = BlockBootstrap.of(blocks, options);
    }

    /**
     * Compares a tile.
     *
     * @param y measured, [n x t]
     * @param f predictions of the first model, [n x t]
     * @param g predictions of the second model, [n x t]
     * @param from place of the first target in the results
     */
    void compare(RowSource y, RowSource f, RowSource g, int from, ComparedTargets into) {
        TargetScores first = TargetScores.of(y, f);
        TargetScores second = TargetScores.of(y, g);
        into.put(Column.R_FIRST, from, first.r());
        into.put(Column.R_SECOND, from, second.r());
        double[] r2 = first.r2();
        double[] otherR2 = second.r2();
        into.put(Column.R2_FIRST, from, r2);
        into.put(Column.R2_SECOND, from, otherR2);
        Resampled delta = bootstrap.compare(y, f, g, Accuracy.R).difference();
        into.put(Column.DELTA_R, from, delta.value());
        into.put(Column.DELTA_R_SE, from, delta.standardError());
        into.put(Column.DELTA_R_LOWER, from, delta.lower());
        into.put(Column.DELTA_R_UPPER, from, delta.upper());
        switch (config.test()) {
            case BLOCK_BOOTSTRAP -> put(from, delta.value(), delta.pValues(), delta.twoSidedPValues(), into);
            case SIGN_FLIP -> {
                RowSource d = RowSource.of(SignFlip.squaredErrorDifferences(blocks, y, f, g));
                test(
                        from,
                        delta.value(),
                        into,
                        tail -> SignFlip.of(blocks.count(), tail, options).test(d));
            }
            case BLOCK_PERMUTATION -> {
                BlockPermutation permutation = BlockPermutation.of(blocks, options);
                test(from, delta.value(), into, tail -> permutation.testDifference(y, f, g, tail));
            }
        }
    }

    private static void test(int from, double[] delta, ComparedTargets into, Function<Tail, ChanceNull> test) {
        ChanceNull better = test.apply(Tail.GREATER);
        put(from, better.observed(), decided(better, delta), decided(test.apply(Tail.TWO_SIDED), delta), into);
    }

    private static void put(int from, double[] statistic, double[] p, double[] twoSided, ComparedTargets into) {
        into.put(Column.STATISTIC, from, statistic);
        into.put(Column.P_FIRST_BETTER, from, p);
        into.put(Column.P_TWO_SIDED, from, twoSided);
    }

    /** Predictions that are equal sample by sample have no statistic: they are no evidence. */
    private static double[] decided(ChanceNull chance, double... delta) {
        double[] p = chance.pValues();
        for (int v = 0; v < p.length; v++) {
            p[v] = Double.isNaN(delta[v]) ? Double.NaN : Double.isNaN(p[v]) ? 1 : p[v];
        }
        return p;
    }
}
