package org.neurobeam.preprocess.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chunks of consecutive rows, none across a run; what is left at the end of a run is a shorter chunk. */
public final class Chunks {
    private final int length;
    private final int rows;
    private final List<Integer> starts = new ArrayList<>();

    /**
     * @param length rows of a chunk, at least 1
     * @param runs run of each row, [rows]
     */
    public Chunks(int length, int... runs) {
        if (length < 1) {
            throw new IllegalArgumentException("a chunk needs at least 1 row, not " + length);
        }
        this.length = length;
        this.rows = runs.length;
        for (int i = 0; i < runs.length; i++) {
            boolean begins = i == 0 || runs[i] != runs[i - 1] || i - starts.get(starts.size() - 1) == length;
            if (begins) {
                starts.add(i);
            }
        }
    }

    /** Number of chunks, short ones included. */
    public int count() {
        return starts.size();
    }

    /** First row of a chunk. */
    int from(int chunk) {
        return starts.get(chunk);
    }

    /** The row after a chunk. */
    int to(int chunk) {
        return chunk + 1 < starts.size() ? starts.get(chunk + 1) : rows;
    }

    /** Chunk of each row, ascending from 0, [rows]: groups for {@link Folds#kFoldOfGroups}. */
    public int[] labels() {
        int[] labels = new int[rows];
        for (int c = 0; c < count(); c++) {
            Arrays.fill(labels, from(c), to(c), c);
        }
        return labels;
    }

    /** Chunks of the full length, [at most count]. */
    int[] whole() {
        return java.util.stream.IntStream.range(0, count())
                .filter(c -> to(c) - from(c) == length)
                .toArray();
    }
}
