package org.neurobeam.preprocess.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Outer folds, each with inner folds over its own training rows: what is chosen inside never sees what is scored
 * outside.
 */
public final class NestedFolds {
    private final Folds outer;
    private final List<Folds> inner;

    private NestedFolds(Folds outer, List<Folds> inner) {
        this.outer = outer;
        this.inner = List.copyOf(inner);
    }

    /**
     * Splits the training rows of every outer fold again.
     *
     * @param outer folds of all rows, purged already where they should be
     * @param rule how the training rows of an outer fold are split
     * @param gap rows on either side of an inner held-out row of the same run, counted in original rows, that do not
     *     train; 0 for none
     * @param runs run of each row, [rows]
     */
    public static NestedFolds of(Folds outer, Splitter rule, int gap, int... runs) {
        if (runs.length != outer.rows()) {
            throw new IllegalArgumentException("outer folds of " + outer.rows() + " rows but runs of " + runs.length);
        }
        List<Folds> inner = new ArrayList<>();
        for (Fold fold : outer.list()) {
            int[] train = fold.train();
            int[] trainRuns = Arrays.stream(train).map(i -> runs[i]).toArray();
            inner.add(rule.split(trainRuns).within(train, runs.length).purged(gap, runs));
        }
        return new NestedFolds(outer, inner);
    }

    /** The outer folds. */
    public Folds outer() {
        return outer;
    }

    /** Inner folds of one outer fold, in original rows; all their rows are training rows of the outer fold. */
    public Folds inner(int outerFold) {
        return inner.get(outerFold);
    }

    /** Number of outer folds. */
    public int size() {
        return inner.size();
    }
}
