package org.neurobeam.encoders.kernel;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * The linear kernel of delayed features, from the kernel of the features themselves.
 *
 * <pre>{@code K = sum_d shift_d(K0)     shift_d(K0)_ij = K0_(i-d)(j-d), 0 where i - d or j - d leaves its run}</pre>
 *
 * <p>It equals the kernel of the features that {@link org.neurobeam.preprocess.design.Delays} makes, at n^2 additions per
 * delay instead of a product of n^2 p. One delay at a time gives the bands of a model with a weight per delay. Centring
 * comes afterwards.
 */
public final class DelayedKernel {
    private DelayedKernel() {}

    /**
     * The kernel among training samples.
     *
     * @param kernel linear kernel of the undelayed features, [n x n] float64
     * @param runStarts first row of each run
     * @param delays in samples, all different; negative ones look ahead
     * @return [n x n]; the caller closes it
     */
    public static DenseMatrix of(DenseMatrix kernel, int[] runStarts, List<Integer> delays) {
        if (kernel.rows() != kernel.columns()) {
            throw new IllegalArgumentException("a training kernel must be square but is " + kernel);
        }
        return between(kernel, runStarts, runStarts, delays);
    }

    /**
     * The kernel between new and training samples.
     *
     * @param kernel linear kernel of the undelayed features, [m x n] float64
     * @param testRunStarts first row of each run of the new samples
     * @param trainRunStarts first row of each run of the training samples
     * @param delays in samples, all different; negative ones look ahead
     * @return [m x n]; the caller closes it
     */
    public static DenseMatrix between(
            DenseMatrix kernel, int[] testRunStarts, int[] trainRunStarts, List<Integer> delays) {
        if (delays.isEmpty() || delays.stream().distinct().count() != delays.size()) {
            throw new IllegalArgumentException("delays must be at least one and all different but are " + delays);
        }
        int[] rows = ends(testRunStarts, kernel.rows(), "rows");
        int[] columns = ends(trainRunStarts, kernel.columns(), "columns");
        DenseMatrix sum = DenseMatrix.zeros(Precision.FLOAT64, kernel.rows(), kernel.columns());
        double[] from = new double[kernel.columns()];
        double[] into = new double[kernel.columns()];
        for (int a = 0; a < rows.length; a++) {
            for (int i = testRunStarts[a]; i < rows[a]; i++) {
                Arrays.fill(into, 0);
                for (int delay : delays) {
                    long source = (long) i - delay;
                    if (source >= testRunStarts[a] && source < rows[a]) {
                        kernel.readRow((int) source, from);
                        addShifted(from, into, trainRunStarts, columns, delay);
                    }
                }
                sum.writeRow(i, into);
            }
        }
        return sum;
    }

    private static void addShifted(double[] from, double[] into, int[] starts, int[] ends, int delay) {
        for (int b = 0; b < starts.length; b++) {
            long first = starts[b] + Math.max(0L, delay);
            long last = ends[b] + Math.min(0L, delay);
            for (int j = (int) Math.min(first, into.length); j < last; j++) {
                into[j] += from[j - delay];
            }
        }
    }

    private static int[] ends(int[] starts, int size, String what) {
        int[] ends = new int[starts.length];
        for (int r = 0; r < starts.length; r++) {
            ends[r] = r + 1 < starts.length ? starts[r + 1] : size;
            if (starts[r] >= ends[r] || (r == 0 && starts[r] != 0)) {
                throw new IllegalArgumentException("run starts must begin with 0, increase and stay below " + size + " "
                        + what + " but run " + r + " has " + what + " " + starts[r] + " to " + (ends[r] - 1));
            }
        }
        if (starts.length == 0 && size > 0) {
            throw new IllegalArgumentException("no run starts for " + size + " " + what);
        }
        return ends;
    }
}
