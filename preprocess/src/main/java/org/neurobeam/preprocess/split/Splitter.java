package org.neurobeam.preprocess.split;

/** A rule that splits any set of rows, so that the same rule serves outer folds and the folds inside them. */
@FunctionalInterface
public interface Splitter {
    /**
     * Splits rows 0 to n - 1.
     *
     * @param runs run of each row, [n]
     * @throws IllegalArgumentException if there are too few rows or runs for the rule
     */
    Folds split(int... runs);

    /** One fold for each run. */
    static Splitter leaveOneRunOut() {
        return Folds::leaveOneRunOut;
    }

    /** k contiguous blocks of rows. */
    static Splitter kFold(int k) {
        return runs -> Folds.kFold(runs.length, k);
    }

    /** Whole runs in k contiguous groups. */
    static Splitter kFoldOfRuns(int k) {
        return runs -> Folds.kFoldOfRuns(runs, k);
    }

    /** Chunks of consecutive rows dealt to k folds in turn; chunks never cross a run. */
    static Splitter kFoldOfChunks(int k, int chunkLength) {
        return runs -> Folds.kFoldOfGroups(new Chunks(chunkLength, runs).labels(), k);
    }

    /**
     * The same folds without the training rows that lie within a gap of a held-out row of their run; rows count as they
     * are given to {@link #split}.
     */
    default Splitter purged(int gap) {
        return runs -> split(runs).purged(gap, runs);
    }
}
