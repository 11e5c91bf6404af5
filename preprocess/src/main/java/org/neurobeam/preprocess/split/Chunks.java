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

    /**
     * Stretches of consecutive rows of one run among a selection of rows: what splits a selection as if each stretch
     * were a run puts no row beside one that was not its neighbour.
     *
     * @param selected rows, ascending
     * @param runs run of each row of the whole
     * @return stretch of each selected row, ascending from 0, [selected]
     */
    public static int[] pieces(int[] selected, int... runs) {
        int[] pieces = new int[selected.length];
        for (int i = 1; i < selected.length; i++) {
            boolean apart = selected[i] != selected[i - 1] + 1 || runs[selected[i]] != runs[selected[i - 1]];
            pieces[i] = pieces[i - 1] + (apart ? 1 : 0);
        }
        return pieces;
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
