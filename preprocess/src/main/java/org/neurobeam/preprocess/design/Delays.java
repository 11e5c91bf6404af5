package org.neurobeam.preprocess.design;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Delayed copies of features, run by run: the finite impulse response of a voxelwise encoder.
 *
 * <pre>{@code out[s, b p + j] = in[s - delays[b], j] where rows s and s - delays[b] lie in the same run, else 0}</pre>
 *
 * <p>Layout: all p features at the first delay, then all at the next. A negative delay looks ahead. Cost: one copy.
 *
 * @see <a href="https://doi.org/10.1016/j.cub.2011.08.031">Nishimoto et al. 2011</a>
 */
public final class Delays {
    private static final List<Integer> DEFAULTS = List.of(1, 2, 3, 4);

    private Delays() {}

    /** Delays of 1 to 4 volumes. */
    public static List<Integer> defaults() {
        return DEFAULTS;
    }

    /**
     * Delays float32 features.
     *
     * @param features [samples x features], runs one after the other
     * @param runStarts first row of each run, increasing, beginning with 0
     * @param delays in samples, at least one, all different
     * @return [samples x (features * delays)]
     * @throws IllegalArgumentException if the run starts or the delays are not as described
     */
    public static FloatMatrix apply(FloatMatrix features, int[] runStarts, List<Integer> delays) {
        check(features.rows(), runStarts, delays);
        FloatMatrix out = FloatMatrix.zeros(features.rows(), Math.multiplyExact(features.columns(), delays.size()));
        copyRuns(features.values(), out.values(), features.rows(), features.columns(), runStarts, delays);
        return out;
    }

    /** As {@link #apply(FloatMatrix, int[], List)}, float64. */
    public static DoubleMatrix apply(DoubleMatrix features, int[] runStarts, List<Integer> delays) {
        check(features.rows(), runStarts, delays);
        DoubleMatrix out = DoubleMatrix.zeros(features.rows(), Math.multiplyExact(features.columns(), delays.size()));
        copyRuns(features.values(), out.values(), features.rows(), features.columns(), runStarts, delays);
        return out;
    }

    /**
     * The first row of each run.
     *
     * @param runIds [samples], the run of each row; the rows of a run stand together
     * @throws IllegalArgumentException if a run comes back after another one
     */
    public static int[] runStarts(int... runIds) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < runIds.length; i++) {
            if (i == 0 || runIds[i] != runIds[i - 1]) {
                if (seen.contains(runIds[i])) {
                    throw new IllegalArgumentException("run " + runIds[i] + " comes back at row " + i
                            + " after another run; the rows of a run must stand together");
                }
                seen.add(runIds[i]);
                starts.add(i);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Names of the delayed columns, feature_delay_d, in their order. */
    public static List<String> names(List<String> features, List<Integer> delays) {
        List<String> names = new ArrayList<>();
        for (int delay : delays) {
            features.forEach(f -> names.add(f + "_delay_" + delay));
        }
        return List.copyOf(names);
    }

    /** System.arraycopy takes float[] as well as double[], so one loop serves both. */
    private static void copyRuns(Object in, Object out, int rows, int columns, int[] runStarts, List<Integer> delays) {
        int width = columns * delays.size();
        for (int r = 0; r < runStarts.length; r++) {
            int end = r + 1 < runStarts.length ? runStarts[r + 1] : rows;
            for (int b = 0; b < delays.size(); b++) {
                int delay = delays.get(b);
                int first = runStarts[r] + Math.max(delay, 0);
                int last = end + Math.min(delay, 0);
                for (int s = first; s < last; s++) {
                    System.arraycopy(in, (s - delay) * columns, out, s * width + b * columns, columns);
                }
            }
        }
    }

    private static void check(int rows, int[] runStarts, List<Integer> delays) {
        requireDelays(delays);
        RunEnds.of(runStarts, rows, "features [" + rows + " samples]");
    }

    static void requireDelays(List<Integer> delays) {
        if (delays.isEmpty() || delays.stream().distinct().count() != delays.size()) {
            throw new IllegalArgumentException("delays must be at least one and all different but are " + delays);
        }
    }
}
