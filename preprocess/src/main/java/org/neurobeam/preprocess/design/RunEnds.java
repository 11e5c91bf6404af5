package org.neurobeam.preprocess.design;

import java.util.Arrays;

/** Where runs begin and end among samples, and where a delay stays within them. */
final class RunEnds {
    private final int[] starts;
    private final int[] ends;
    private final int[] runOfRow;

    private RunEnds(int[] starts, int[] ends, int[] runOfRow) {
        this.starts = starts;
        this.ends = ends;
        this.runOfRow = runOfRow;
    }

    /**
     * Runs one after the other.
     *
     * @param starts first sample of each run
     * @param size number of samples
     * @param what has the samples, for errors
     * @throws IllegalArgumentException if the starts do not begin with 0, increase and stay below the size
     */
    static RunEnds of(int[] starts, int size, String what) {
        int[] ends = new int[starts.length];
        int[] runOfRow = new int[size];
        for (int r = 0; r < starts.length; r++) {
            ends[r] = r + 1 < starts.length ? starts[r + 1] : size;
            if (starts[r] >= ends[r] || (r == 0 && starts[r] != 0)) {
                throw new IllegalArgumentException("runStarts must begin with 0, increase and stay below " + what
                        + " but run " + r + " has rows " + starts[r] + " to " + (ends[r] - 1));
            }
            Arrays.fill(runOfRow, starts[r], ends[r], r);
        }
        if (starts.length == 0 && size > 0) {
            throw new IllegalArgumentException("runStarts is empty but there are " + what);
        }
        return new RunEnds(starts.clone(), ends, runOfRow);
    }

    int[] starts() {
        return starts.clone();
    }

    int runs() {
        return starts.length;
    }

    /** Number of samples. */
    int size() {
        return runOfRow.length;
    }

    /** The sample that a delay brings to a row, row - delay; -1 where it is of another run or of none. */
    int source(int row, int delay) {
        long source = (long) row - delay;
        int run = runOfRow[row];
        return source >= starts[run] && source < ends[run] ? (int) source : -1;
    }

    /** The first row of a run to which a delay brings a sample; at or after {@link #last} if there is none. */
    int first(int run, int delay) {
        return (int) Math.min(ends[run], starts[run] + Math.max(0L, delay));
    }

    /** One after the last row of a run to which a delay brings a sample. */
    int last(int run, int delay) {
        return (int) Math.max(starts[run], ends[run] + Math.min(0L, delay));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunEnds that && size() == that.size() && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return 31 * size() + Arrays.hashCode(starts);
    }
}
