package org.neurobeam.ingest.calcium;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Finds the units that the published data set leaves out of a source: without any value, with a long run of missing
 * samples, or with stretches that are exactly straight, which somebody interpolated.
 *
 * <p>A window of 50 samples is straight where all its first differences, rounded to 3 decimals, are equal; windows
 * start every 25 samples and end before the last sample. The published run imputed missing samples first, by a method
 * that no other library repeats: here a window with a missing sample is not straight.
 */
final class DoubtfulUnits {
    private static final int WINDOW = 50;
    private static final int STRIDE = WINDOW / 2;
    private static final float DECIMALS = 1000;

    private DoubtfulUnits() {}

    /**
     * Units by the code of the first reason that applies to each.
     *
     * @param raw [units x samples], NaN where missing
     * @param units rows to look at
     */
    static Map<String, List<Integer>> find(FloatMatrix raw, IntStream units, Published.LeftOut limits) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        units.forEach(unit -> reason(raw.values(), unit * raw.columns(), raw.columns(), limits)
                .ifPresent(code ->
                        found.computeIfAbsent(code, c -> new ArrayList<>()).add(unit)));
        return found;
    }

    private static Optional<String> reason(float[] values, int from, int samples, Published.LeftOut limits) {
        int run = 0;
        int longest = 0;
        for (int t = from; t < from + samples; t++) {
            run = Float.isNaN(values[t]) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        if (longest == samples) {
            return Optional.of("ALL_MISSING");
        }
        if (longest > limits.missingRun() * samples) {
            return Optional.of("LONG_MISSING_RUN");
        }
        int windows = 0;
        int straight = 0;
        for (int start = 0; start < samples - WINDOW; start += STRIDE) {
            windows++;
            straight += isStraight(values, from + start) ? 1 : 0;
        }
        return straight > limits.linearWindows() * windows ? Optional.of("STRAIGHT_STRETCHES") : Optional.empty();
    }

    private static boolean isStraight(float[] values, int from) {
        double slope = slope(values, from + 1);
        for (int t = from + 1; t < from + WINDOW; t++) {
            // NaN is equal to nothing
            if (slope(values, t) != slope) {
                return false;
            }
        }
        return true;
    }

    /** In float32, as published. */
    private static double slope(float[] values, int t) {
        float difference = values[t] - values[t - 1];
        return Math.rint(difference * DECIMALS);
    }
}
