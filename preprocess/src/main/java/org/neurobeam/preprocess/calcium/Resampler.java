package org.neurobeam.preprocess.calcium;

import java.util.Locale;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Series onto a regular grid. Finer than the recording's median step: interpolation at {@code k dt < T}. Otherwise
 * interpolation at {@code dt / 6}, then the mean of each complete block of 6, stamped at the block's centre (fixed) or
 * start (as published). O(samples + grid) a series. Immutable.
 */
final class Resampler {
    private static final int BLOCK = 6;
    /** A fine grid of 800 MB a series; no recording is that long. */
    private static final int MOST_SAMPLES = 100_000_000;

    private final PointSampler sampler;
    private final RegularGrid grid;
    private final boolean down;
    private final boolean skipMissing;
    private final String description;

    /** @throws NumericalException if the recording gives fewer than 2 or more than 100 million samples */
    Resampler(CalciumOptions options, SampleTimes times) {
        double dt = options.resampleDtSeconds();
        double end = times.seconds(times.count() - 1);
        this.down = !(dt < times.medianDtSeconds());
        this.skipMissing = options.mode() == CalciumMode.FIXED;
        int fine = (int) Math.ceil(down ? BLOCK * end / dt : end / dt);
        double step = down ? dt / BLOCK : dt;
        int count = down ? fine / BLOCK : fine;
        if (fine > MOST_SAMPLES) {
            throw new NumericalException("resampling " + end + " s to steps of " + dt + " s gives more than "
                    + MOST_SAMPLES + " samples; choose a larger resample_dt");
        }
        if (count < 2) {
            throw new NumericalException("resampling " + end + " s to steps of " + dt + " s gives " + count
                    + " samples, at least 2 are needed; choose a smaller resample_dt");
        }
        double[] points = new RegularGrid(0, step, fine).toArray();
        this.sampler = new PointSampler(times.values(), points, options.interpolate());
        boolean centred = down && options.mode() == CalciumMode.FIXED;
        this.grid = new RegularGrid(centred ? (BLOCK - 1) * dt / (2 * BLOCK) : 0, dt, count);
        this.description = describe(options, centred);
    }

    private String describe(CalciumOptions options, boolean centred) {
        String how = down
                ? String.format(
                        Locale.ROOT,
                        "down by block means of %d, stamped at the block %s",
                        BLOCK,
                        centred ? "centre" : "start")
                : "up";
        return "resample(" + options.interpolate().word() + ", dt=" + options.resampleDtSeconds() + " s, " + how + ")";
    }

    RegularGrid grid() {
        return grid;
    }

    String description() {
        return description;
    }

    /** A series on the grid, [count], in one of the arrays. */
    double[] apply(double[] y, SignalArrays arrays) {
        double[] fine = sampler.sample(y, arrays.take(sampler.count()));
        if (!down) {
            return fine;
        }
        double[] out = arrays.take(grid.count());
        for (int k = 0; k < out.length; k++) {
            out[k] = blockMean(fine, k * BLOCK);
        }
        return out;
    }

    private double blockMean(double[] fine, int from) {
        double sum = 0;
        int present = 0;
        for (int i = from; i < from + BLOCK; i++) {
            if (!skipMissing || !Double.isNaN(fine[i])) {
                sum += fine[i];
                present++;
            }
        }
        return present == 0 ? Double.NaN : sum / present;
    }
}
