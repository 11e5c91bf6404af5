package org.neurobeam.preprocess.cleaning;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What becomes of the censored volumes of one run: the rows that are worked on, those among them that are interpolated,
 * and the rows that are returned in the end.
 */
final class Censoring {
    private final int[] rows;
    private final int[] interpolated;
    private final Optional<CensoredSpline> spline;
    private final int[] returned;

    private Censoring(int[] rows, int[] interpolated, Optional<CensoredSpline> spline, int[] returned) {
        this.rows = rows;
        this.interpolated = interpolated;
        this.spline = spline;
        this.returned = returned;
    }

    /** Censored volumes are dropped at once. */
    static Censoring dropped(boolean[] keep) {
        int[] kept = where(keep.length, i -> keep[i]);
        return new Censoring(kept, new int[0], Optional.empty(), identity(kept.length));
    }

    /** Censored volumes between kept ones are interpolated; those at the ends are removed or extrapolated. */
    static Censoring interpolated(boolean[] keep, boolean extrapolate) {
        int[] kept = where(keep.length, i -> keep[i]);
        int first = extrapolate ? 0 : kept[0];
        int last = extrapolate ? keep.length - 1 : kept[kept.length - 1];
        int[] rows = IntStream.rangeClosed(first, last).toArray();
        int[] targets = where(keep.length, i -> !keep[i] && i >= first && i <= last);
        int[] returned = Arrays.stream(kept).map(i -> i - first).toArray();
        return of(rows, kept, targets, returned);
    }

    /**
     * The defects of the reference: volume p is replaced only if volume T-1-p is kept, only replaced volumes are removed
     * at the ends, and the returned rows are counted from the first kept volume even where nothing was removed before it.
     */
    static Censoring mirrored(boolean[] keep, boolean extrapolate) {
        int[] kept = where(keep.length, i -> keep[i]);
        int t = keep.length;
        int first = kept[0];
        int last = kept[kept.length - 1];
        IntPredicate outside = i -> i < first || i > last;
        int[] rows = where(t, i -> extrapolate || !outside.test(i) || !keep[t - 1 - i]);
        int[] targets = where(t, i -> !keep[i] && keep[t - 1 - i] && (extrapolate || !outside.test(i)));
        int[] returned =
                Arrays.stream(kept).map(i -> extrapolate ? i : i - first).toArray();
        return of(rows, kept, targets, returned);
    }

    private static Censoring of(int[] rows, int[] kept, int[] targets, int[] returned) {
        if (targets.length == 0) {
            return new Censoring(rows, targets, Optional.empty(), returned);
        }
        int[] places =
                Arrays.stream(targets).map(v -> Arrays.binarySearch(rows, v)).toArray();
        return new Censoring(rows, places, Optional.of(new CensoredSpline(kept, targets)), returned);
    }

    private static int[] where(int n, IntPredicate test) {
        return IntStream.range(0, n).filter(test).toArray();
    }

    private static int[] identity(int n) {
        return IntStream.range(0, n).toArray();
    }

    /** Number of rows that are worked on. */
    int rows() {
        return rows.length;
    }

    /** Number of rows that are returned. */
    int kept() {
        return returned.length;
    }

    /**
     * Copies the rows of a series, interpolating the censored ones.
     *
     * @param series volume v of the run at [offset + v]
     * @param work row r goes to [workOffset + r]
     */
    void fill(double[] series, int offset, Workspace work, int workOffset) {
        double[] to = work.extended;
        if (rows[rows.length - 1] - rows[0] == rows.length - 1) {
            System.arraycopy(series, offset + rows[0], to, workOffset, rows.length);
        } else {
            for (int r = 0; r < rows.length; r++) {
                to[workOffset + r] = series[offset + rows[r]];
            }
        }
        if (spline.isPresent()) {
            spline.get().apply(series, offset, work.values, work.knots);
            for (int i = 0; i < interpolated.length; i++) {
                to[workOffset + interpolated[i]] = work.values[i];
            }
        }
    }

    /** Copies the returned rows to out[0, kept). */
    void select(double[] work, int workOffset, double[] out) {
        if (returned[returned.length - 1] - returned[0] == returned.length - 1) {
            System.arraycopy(work, workOffset + returned[0], out, 0, returned.length);
            return;
        }
        for (int i = 0; i < returned.length; i++) {
            out[i] = work[workOffset + returned[i]];
        }
    }
}
