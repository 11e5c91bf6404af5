package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.Optional;
import org.neurobeam.encoders.compare.BlockPermutation;
import org.neurobeam.encoders.compare.ChanceNull;
import org.neurobeam.encoders.compare.ResamplingOptions;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.encoders.score.CircularShiftNull;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * How often the held-out predictions of a target reach its r by chance: blocks of the measured series change places
 * within their runs, the same permutations for all targets, so that tiles do not matter.
 *
 * <p>n samples, K blocks in all, k in a run, B draws: {@code n k + B K} multiplications and additions for each target,
 * of which {@code B K} counts most; 16 n bytes for each of at most 256 targets at a time.
 */
final class TargetChance {
    private final ChanceConfig config;
    private final int[] runs;

    TargetChance(ChanceConfig config, int... runs) {
        this.config = config;
        this.runs = runs;
    }

    /** Why there can be no test, e.g. a run shorter than two blocks; empty if there can. */
    Optional<String> obstacle() {
        return switch (config.kind()) {
            case NONE -> Optional.empty();
            case CIRCULAR_SHIFT ->
                runs.length < TileScores.SHORTEST_NULL
                        ? Optional.of(runs.length + " samples are too few for circular shifts, at least "
                                + TileScores.SHORTEST_NULL + " are needed")
                        : Optional.empty();
            case BLOCK_PERMUTATION -> shortRun().or(this::fewOrders);
        };
    }

    private Optional<String> fewOrders() {
        double orders = TimeBlocks.of(runs, config.block()).orders();
        return orders < TimeBlocks.FEWEST_ORDERS
                ? Optional.of("blocks of about " + config.block() + " samples within runs can stand in "
                        + Math.round(orders) + " orders only, " + TimeBlocks.FEWEST_ORDERS
                        + " are needed for p = 0.05; use a smaller test.block, or one that divides the runs evenly")
                : Optional.empty();
    }

    private Optional<String> shortRun() {
        return TimeBlocks.shortRun(runs, config.block())
                .map(run -> "run " + (run.run() + 1) + " has " + run.samples() + " samples, less than two blocks of "
                        + config.block() + "; use a smaller test.block");
    }

    /**
     * The chance of the targets of a tile by permuted blocks.
     *
     * @param y measured, [n x t]
     * @param predicted held-out predictions, [n x t]
     * @param r correlations of the two, [t]: 0 where a prediction is constant, which every permutation reaches
     */
    TileNull permuted(FloatMatrix y, FloatMatrix predicted, double... r) {
        BlockPermutation permutation = BlockPermutation.of(
                TimeBlocks.of(runs, config.block()), new ResamplingOptions(config.draws(), config.seed()));
        double[] p = new double[r.length];
        double[] statistics = new double[r.length];
        double[] maxima = new double[config.draws()];
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        for (int from = 0; from < p.length; from += ColumnRange.TARGETS_AT_ONCE) {
            int to = Math.min(from + ColumnRange.TARGETS_AT_ONCE, p.length);
            ChanceNull part = permutation.test(new ColumnRange(y, from, to), new ColumnRange(predicted, from, to));
            System.arraycopy(part.pValues(), 0, p, from, to - from);
            System.arraycopy(part.observed(), 0, statistics, from, to - from);
            double[] largest = part.maxima();
            Arrays.setAll(maxima, b -> Math.max(maxima[b], largest[b]));
        }
        return TileNull.of(p, statistics, maxima, r);
    }

    /** The same by circular shifts, for the same r. */
    static TileNull shifted(CircularShiftNull shifts, double... r) {
        return TileNull.of(shifts.pValues(), shifts.observed(), shifts.maxima(), r);
    }
}
