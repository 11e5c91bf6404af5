package org.neurobeam.preprocess.calcium;

import java.util.Arrays;

/** One signal of one ROI on one grid. The values are the signal's own, for reading. */
public final class CalciumSignal {
    private final GridKind grid;
    private final SignalKind kind;
    private final double[] values;
    private final ZScore statistics;
    private final int present;

    CalciumSignal(GridKind grid, SignalKind kind, double[] values) {
        this(grid, kind, values, ZScore.of(values));
    }

    CalciumSignal(GridKind grid, SignalKind kind, double[] values, ZScore statistics) {
        this.grid = grid;
        this.kind = kind;
        this.values = values;
        this.statistics = statistics;
        this.present = statistics.present();
    }

    /** The grid it lies on. */
    public GridKind grid() {
        return grid;
    }

    /** What was made of the raw trace. */
    public SignalKind kind() {
        return kind;
    }

    /** The values themselves, NaN where missing, not a copy. */
    public double[] values() {
        return values;
    }

    /**
     * Mean over the samples present; for the z-scores that of the resampled smoothed signal, so that {@code z std +
     * mean} gives it back. NaN when no sample is present.
     */
    public double mean() {
        return statistics.mean();
    }

    /** Population standard deviation over the samples present; for the z-scores that of the resampled smoothed signal. */
    public double std() {
        return statistics.std();
    }

    ZScore statistics() {
        return statistics;
    }

    /** Number of samples that are not missing. */
    public int present() {
        return present;
    }

    /** Whether all samples present are equal up to rounding; for the z-scores those of the resampled smoothed signal. */
    public boolean isConstant() {
        return statistics.constant();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalciumSignal s
                && grid == s.grid
                && kind == s.kind
                && statistics.equals(s.statistics)
                && Arrays.equals(values, s.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * grid.hashCode() + kind.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "CalciumSignal[" + grid.word() + ", " + kind.word() + ", " + values.length + "]";
    }
}
