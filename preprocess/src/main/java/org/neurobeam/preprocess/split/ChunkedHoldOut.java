package org.neurobeam.preprocess.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Repeated hold-out of chunks drawn at random without replacement; the draws overlap, so rows may be held out often or
 * never. Rows left over at the end of a run, shorter than a chunk, always train.
 *
 * <p>Draw b depends on the seed and b alone, so more draws leave the earlier ones as they are.
 *
 * @param draws number of folds, at least 1
 * @param chunks chunks held out in each fold, at least 1
 * @param chunkLength rows of a chunk, at least 1
 * @param seed of the draws
 * @see <a href="https://doi.org/10.1038/nature17637">Huth et al. 2016</a>
 */
public record ChunkedHoldOut(int draws, int chunks, int chunkLength, long seed) implements Splitter {
    /** Keeps the streams of neighbouring draws apart. */
    private static final long STREAM = 0x9E3779B97F4A7C15L;

    /** @throws IllegalArgumentException if a count is below 1 */
    public ChunkedHoldOut {
        if (draws < 1 || chunks < 1 || chunkLength < 1) {
            throw new IllegalArgumentException("chunked hold-out needs at least 1 draw, chunk and row of a chunk, not "
                    + draws + " draws of " + chunks + " chunks of " + chunkLength + " rows");
        }
    }

    /**
     * Holds out a share of the rows, rounded to whole chunks, at least one; e.g. 50 draws of 0.2 in chunks of 40.
     *
     * @param share of the rows held out, in (0, 1)
     */
    public static Splitter ofShare(int draws, double share, int chunkLength, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share held out must lie in (0, 1) but is " + share);
        }
        return runs -> {
            int chunks = (int) Math.max(1, Math.round(share * runs.length / chunkLength));
            return new ChunkedHoldOut(draws, chunks, chunkLength, seed).split(runs);
        };
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException unless there are more whole chunks than are held out
     */
    @Override
    public Folds split(int... runs) {
        Chunks all = new Chunks(chunkLength, runs);
        int[] whole = all.whole();
        if (whole.length <= chunks) {
            throw new IllegalArgumentException("holding out " + chunks + " chunks of " + chunkLength
                    + " rows needs more than " + chunks + " whole chunks within runs but " + runs.length
                    + " rows have " + whole.length + "; use shorter or fewer chunks");
        }
        List<Fold> folds = new ArrayList<>();
        for (int b = 0; b < draws; b++) {
            boolean[] held = new boolean[runs.length];
            for (int chunk : draw(whole, b)) {
                Arrays.fill(held, all.from(chunk), all.to(chunk), true);
            }
            folds.add(new Fold(
                    IntStream.range(0, held.length).filter(i -> !held[i]).toArray(),
                    IntStream.range(0, held.length).filter(i -> held[i]).toArray()));
        }
        return Folds.of(runs.length, folds);
    }

    /** The first elements of a Fisher-Yates shuffle. */
    private int[] draw(int[] whole, int b) {
        SplittableRandom random = new SplittableRandom(seed + STREAM * (b + 1));
        int[] order = whole.clone();
        for (int i = 0; i < chunks; i++) {
            int j = i + random.nextInt(order.length - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return Arrays.copyOf(order, chunks);
    }
}
