package org.neurobeam.encoders.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Contiguous blocks of samples within runs, the units that may be exchanged when neighbouring samples share noise.
 *
 * <p>A run of n samples is cut into about n / length blocks whose lengths differ by at most one sample; among the counts
 * near that the one is taken that leaves the fewest samples in a block without a partner of its length. Blocks of one
 * run and one length can change places without moving any other block.
 */
public final class TimeBlocks {
    /** Orders of blocks, the given one included, below which no p reaches 0.05. */
    public static final int FEWEST_ORDERS = 20;

    /** Samples (TR) of a block: longer than the autocorrelation of the noise, about 20 s. */
    public static final int DEFAULT_SAMPLES = 10;

    private final int rows;
    private final int[] starts;
    private final List<int[]> exchangeable;

    private TimeBlocks(int rows, int[] starts, List<int[]> exchangeable) {
        this.rows = rows;
        this.starts = starts;
        this.exchangeable = exchangeable;
    }

    /**
     * Cuts runs into blocks.
     *
     * @param runs run of each sample, the samples of a run one after the other
     * @param blockSamples wished length, at least 1
     * @throws IllegalArgumentException if a run is shorter than two blocks
     */
    public static TimeBlocks of(int[] runs, int blockSamples) {
        if (blockSamples < 1 || runs.length == 0) {
            throw new IllegalArgumentException("blocks of " + blockSamples + " samples of " + runs.length);
        }
        shortRun(runs, blockSamples).ifPresent(run -> {
            throw new IllegalArgumentException(
                    "run " + run.run() + " has " + run.samples() + " samples, less than two blocks of " + blockSamples
                            + "; use shorter blocks or leave the run out");
        });
        List<Integer> starts = new ArrayList<>();
        List<int[]> exchangeable = new ArrayList<>();
        for (Run run : runs(runs)) {
            cut(run.from(), run.samples(), count(run.samples(), blockSamples), starts, exchangeable);
        }
        return new TimeBlocks(
                runs.length, starts.stream().mapToInt(Integer::intValue).toArray(), exchangeable);
    }

    /**
     * A run of samples.
     *
     * @param run its number
     * @param from its first sample
     */
    public record Run(int run, int from, int samples) {}

    /** The first run that is shorter than two blocks, which cannot be cut; samples over length are rounded. */
    public static Optional<Run> shortRun(int[] runs, int blockSamples) {
        return runs(runs).stream()
                .filter(run -> wished(run.samples(), blockSamples) < 2)
                .findFirst();
    }

    private static List<Run> runs(int... runs) {
        List<Run> all = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= runs.length; i++) {
            if (i == runs.length || runs[i] != runs[from]) {
                all.add(new Run(runs[from], from, i - from));
                from = i;
            }
        }
        return all;
    }

    private static int wished(int samples, int blockSamples) {
        return (int) Math.round((double) samples / blockSamples);
    }

    private static int count(int samples, int blockSamples) {
        int wished = wished(samples, blockSamples);
        int best = wished;
        for (int k = Math.max(2, wished - wished / 4); k <= wished + wished / 4 && k <= samples; k++) {
            int change = Integer.compare(alone(samples, k), alone(samples, best));
            if (change < 0 || (change == 0 && Math.abs(k - wished) < Math.abs(best - wished))) {
                best = k;
            }
        }
        return best;
    }

    /** Samples in blocks without a partner of the same length. */
    private static int alone(int samples, int k) {
        int longer = samples % k;
        int length = samples / k;
        return (longer == 1 ? length + 1 : 0) + (k - longer == 1 ? length : 0);
    }

    private static void cut(int from, int samples, int k, List<Integer> starts, List<int[]> exchangeable) {
        int longer = samples % k;
        int first = starts.size();
        for (int b = 0; b < k; b++) {
            starts.add(from + b * (samples / k) + Math.min(b, longer));
        }
        if (longer > 0) {
            exchangeable.add(IntStream.range(first, first + longer).toArray());
        }
        exchangeable.add(IntStream.range(first + longer, first + k).toArray());
    }

    /** Number of samples. */
    public int rows() {
        return rows;
    }

    /** Number of blocks. */
    public int count() {
        return starts.length;
    }

    /** First sample of each block, ascending, a copy. */
    public int[] starts() {
        return starts.clone();
    }

    /** Number of samples of a block. */
    public int samples(int block) {
        return (block + 1 < starts.length ? starts[block + 1] : rows) - starts[block];
    }

    /**
     * Orders in which the blocks can stand, the product of the factorials of the exchangeable sets; no p-value of a
     * permutation of them is truly below its inverse. Infinite beyond the range of a double.
     */
    public double orders() {
        double orders = 1;
        for (int[] set : exchangeable) {
            for (int b = 2; b <= set.length; b++) {
                orders *= b;
            }
        }
        return orders;
    }

    int start(int block) {
        return starts[block];
    }

    /** Sets of blocks of one run and one length; together all blocks, ascending. */
    List<int[]> exchangeable() {
        return exchangeable;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeBlocks b && rows == b.rows && Arrays.equals(starts, b.starts);
    }

    @Override
    public int hashCode() {
        return 31 * rows + Arrays.hashCode(starts);
    }

    /** The counts, e.g. {@code TimeBlocks[144 of 1452 samples]}. */
    @Override
    public String toString() {
        return "TimeBlocks[" + starts.length + " of " + rows + " samples]";
    }
}
