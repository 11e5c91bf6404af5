package org.neurobeam.preprocess.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The folds of a cross-validation over n rows, in a fixed order.
 *
 * <p>Rows are volumes; a run is a label per row. Nothing is shuffled here; {@link ChunkedHoldOut} draws chunks.
 */
public final class Folds {
    private final int rows;
    private final List<Fold> folds;

    private Folds(int rows, List<Fold> folds) {
        this.rows = rows;
        this.folds = List.copyOf(folds);
    }

    /**
     * Folds as given; test sets may overlap and training sets may leave rows out (purged).
     *
     * @throws IllegalArgumentException if a fold names a row outside [0, rows)
     */
    public static Folds of(int rows, List<Fold> folds) {
        for (Fold fold : folds) {
            if (fold.last() >= rows) {
                throw new IllegalArgumentException(fold + " names row " + fold.last() + " of only " + rows);
            }
        }
        return new Folds(rows, folds);
    }

    /** No folds: everything trains. */
    public static Folds none(int rows) {
        return new Folds(rows, List.of());
    }

    /**
     * Contiguous blocks; the first {@code rows mod k} blocks have one row more.
     *
     * @param k number of folds, 2 to rows
     */
    public static Folds kFold(int rows, int k) {
        requireCount(k, rows, "rows");
        int[] group = new int[rows];
        for (int f = 0; f < k; f++) {
            Arrays.fill(group, blockStart(rows, k, f), blockStart(rows, k, f + 1), f);
        }
        return byGroup(group);
    }

    /**
     * One fold for each run, in order of first appearance.
     *
     * @param runs run of each row, [rows]
     * @throws IllegalArgumentException with fewer than two runs
     */
    public static Folds leaveOneRunOut(int... runs) {
        int[] group = groups(runs);
        requireCount(count(group), count(group), "runs");
        return byGroup(group);
    }

    /**
     * Whole runs in k contiguous groups; the first {@code runs mod k} groups have one run more.
     *
     * @param runs run of each row, [rows]
     * @param k number of folds, 2 to the number of runs
     */
    public static Folds kFoldOfRuns(int[] runs, int k) {
        int[] group = groups(runs);
        int runCount = count(group);
        requireCount(k, runCount, "runs");
        int[] foldOfRun = new int[runCount];
        for (int f = 0; f < k; f++) {
            Arrays.fill(foldOfRun, blockStart(runCount, k, f), blockStart(runCount, k, f + 1), f);
        }
        return byGroup(Arrays.stream(group).map(g -> foldOfRun[g]).toArray());
    }

    /**
     * Whole groups dealt to k folds in turn: the g-th group that appears is held out by fold {@code g mod k}.
     *
     * @param groups group of each row (a story, a chunk of {@link Chunks#labels}), [rows]
     * @param k number of folds, 2 to the number of groups
     */
    public static Folds kFoldOfGroups(int[] groups, int k) {
        int[] group = groups(groups);
        requireCount(k, count(group), "groups");
        return byGroup(Arrays.stream(group).map(g -> g % k).toArray());
    }

    private static void requireCount(int k, int available, String what) {
        if (k < 2 || k > available) {
            throw new IllegalArgumentException(
                    "cross-validation needs 2 to " + available + " folds for " + available + " " + what + ", not " + k);
        }
    }

    private static int blockStart(int rows, int k, int fold) {
        return fold * (rows / k) + Math.min(fold, rows % k);
    }

    private static int count(int[] group) {
        return Arrays.stream(group).max().orElse(-1) + 1;
    }

    private static int[] groups(int[] labels) {
        Map<Integer, Integer> order = new LinkedHashMap<>();
        return Arrays.stream(labels)
                .map(label -> order.computeIfAbsent(label, l -> order.size()))
                .toArray();
    }

    private static Folds byGroup(int[] group) {
        List<Fold> folds = new ArrayList<>();
        for (int f = 0; f < count(group); f++) {
            int fold = f;
            folds.add(new Fold(
                    IntStream.range(0, group.length)
                            .filter(i -> group[i] != fold)
                            .toArray(),
                    IntStream.range(0, group.length)
                            .filter(i -> group[i] == fold)
                            .toArray()));
        }
        return new Folds(group.length, folds);
    }

    /** Number of rows that the folds speak about. */
    public int rows() {
        return rows;
    }

    /** Number of folds. */
    public int size() {
        return folds.size();
    }

    /** The folds in order. */
    public List<Fold> list() {
        return folds;
    }

    /**
     * The same folds for a selection of a larger set of rows: row i becomes selected[i].
     *
     * @param selected [rows] ascending
     * @param allRows size of the larger set
     */
    public Folds within(int[] selected, int allRows) {
        if (selected.length != rows) {
            throw new IllegalArgumentException("folds of " + rows + " rows for a selection of " + selected.length);
        }
        return of(allRows, folds.stream().map(f -> f.of(selected)).toList());
    }

    /**
     * The same folds without training rows close to a held-out row: they neither train nor test there, so slow noise
     * does not leak.
     *
     * @param gap rows of the same run on either side of a held-out row, at least 0
     * @param runs run of each row, [rows]; rows of other runs are never close
     * @throws IllegalArgumentException if nothing is left to train on
     */
    public Folds purged(int gap, int... runs) {
        requireRuns(runs);
        if (gap < 0) {
            throw new IllegalArgumentException("the purge gap must be 0 or more rows but is " + gap);
        }
        return new Folds(
                rows, folds.stream().map(fold -> purge(fold, gap, runs)).toList());
    }

    private static Fold purge(Fold fold, int gap, int... runs) {
        boolean[] close = new boolean[runs.length];
        for (int row : fold.test()) {
            for (int i = Math.max(0, row - gap); i <= Math.min(runs.length - 1, row + gap); i++) {
                close[i] |= runs[i] == runs[row];
            }
        }
        int[] train = Arrays.stream(fold.train()).filter(i -> !close[i]).toArray();
        if (train.length == 0) {
            throw new IllegalArgumentException(
                    "a purge gap of " + gap + " rows leaves " + fold + " nothing to train on; use a smaller gap");
        }
        return new Fold(train, fold.test());
    }

    private void requireRuns(int... runs) {
        if (runs.length != rows) {
            throw new IllegalArgumentException("folds of " + rows + " rows but runs of " + runs.length);
        }
    }

    /**
     * Refuses folds that put volumes of one run on both sides, where slow noise leaks from training to test.
     *
     * @param runs run of each row, [rows]
     * @return these folds
     * @throws IllegalArgumentException naming the first fold and run that is split
     */
    public Folds requireWholeRuns(int... runs) {
        requireRuns(runs);
        for (int f = 0; f < folds.size(); f++) {
            Fold fold = folds.get(f);
            int[] training =
                    Arrays.stream(fold.train()).map(i -> runs[i]).sorted().toArray();
            for (int row : fold.test()) {
                if (Arrays.binarySearch(training, runs[row]) >= 0) {
                    throw new IllegalArgumentException("fold " + f + " splits run " + runs[row] + " (row " + row
                            + " tests while other volumes of the run train); use leave-one-run-out or folds of runs");
                }
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds f && rows == f.rows && folds.equals(f.folds);
    }

    @Override
    public int hashCode() {
        return 31 * rows + folds.hashCode();
    }

    /** The counts, e.g. {@code Folds[12 of 1452 rows]}. */
    @Override
    public String toString() {
        return "Folds[" + folds.size() + " of " + rows + " rows]";
    }
}
