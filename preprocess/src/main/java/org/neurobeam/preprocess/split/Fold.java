package org.neurobeam.preprocess.split;

import java.util.Arrays;

/** One split of the rows: those that train and those that test, both ascending and disjoint. */
public final class Fold {
    private final int[] train;
    private final int[] test;

    /**
     * @param train rows that train, at least one
     * @param test rows that test, at least one
     * @throws IllegalArgumentException if a list is empty, not ascending, or a row is in both
     */
    public Fold(int[] train, int[] test) {
        this.train = ascending(train.clone(), "train");
        this.test = ascending(test.clone(), "test");
        for (int row : this.test) {
            if (Arrays.binarySearch(this.train, row) >= 0) {
                throw new IllegalArgumentException("row " + row + " both trains and tests");
            }
        }
    }

    private static int[] ascending(int[] rows, String role) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a fold has no " + role + " rows");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || (i > 0 && rows[i] <= rows[i - 1])) {
                throw new IllegalArgumentException(
                        role + " rows must ascend from 0 but element " + i + " is " + rows[i]);
            }
        }
        return rows;
    }

    /** Rows that train, ascending, a copy. */
    public int[] train() {
        return train.clone();
    }

    /** Rows that test, ascending, a copy. */
    public int[] test() {
        return test.clone();
    }

    /** The same fold for rows that are themselves a selection: row i becomes rows[i]. */
    Fold of(int[] rows) {
        return new Fold(
                Arrays.stream(train).map(i -> rows[i]).toArray(),
                Arrays.stream(test).map(i -> rows[i]).toArray());
    }

    int last() {
        return Math.max(train[train.length - 1], test[test.length - 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fold f && Arrays.equals(train, f.train) && Arrays.equals(test, f.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(test);
    }

    /** The sizes, e.g. {@code Fold[train 1331, test 121 from row 0]}. */
    @Override
    public String toString() {
        return "Fold[train " + train.length + ", test " + test.length + " from row " + test[0] + "]";
    }
}
