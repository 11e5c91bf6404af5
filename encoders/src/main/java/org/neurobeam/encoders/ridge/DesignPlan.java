package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;

/**
 * The rows of every outer training set, of what it holds out, and of its inner folds; the last entry is the final fit
 * on all rows. Inner folds are made of training rows only.
 */
final class DesignPlan {
    /**
     * One outer training set.
     *
     * @param outer rows that train; its test rows are empty for the final fit
     * @param inner inner folds in original rows
     */
    record Entry(Rows outer, List<Fold> inner) {}

    /** Row lists without the checks of a fold: the final fit holds nothing out. */
    static final class Rows {
        final int[] train;
        final int[] test;

        Rows(int[] train, int[] test) {
            this.train = train;
            this.test = test;
        }
    }

    private final List<Entry> entries;

    private DesignPlan(List<Entry> entries) {
        this.entries = entries;
    }

    static DesignPlan of(int[] runs, Folds outer, RidgeOptions options) {
        List<Entry> entries = new ArrayList<>();
        for (Fold fold : outer.list()) {
            entries.add(entry(new Rows(fold.train(), fold.test()), runs, options));
        }
        int[] all = IntStream.range(0, runs.length).toArray();
        entries.add(entry(new Rows(all, new int[0]), runs, options));
        return new DesignPlan(entries);
    }

    private static Entry entry(Rows rows, int[] runs, RidgeOptions options) {
        boolean none = options.alphas().size() == 1 || options.selection() == InnerSelection.LEAVE_ONE_OUT;
        return new Entry(
                rows,
                none
                        ? List.of()
                        : options.inner(rows.train, runs)
                                .within(rows.train, runs.length)
                                .list());
    }

    /** Outer sets in order, then the final one. */
    List<Entry> entries() {
        return entries;
    }

    /** All sets of rows that occur. */
    List<int[]> sets() {
        List<int[]> sets = new ArrayList<>();
        for (Entry entry : entries) {
            sets.add(entry.outer().train);
            sets.add(entry.outer().test);
            for (Fold fold : entry.inner()) {
                sets.add(fold.train());
                sets.add(fold.test());
            }
        }
        return sets;
    }
}
