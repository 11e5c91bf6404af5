package org.neurobeam.preprocess.design;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The linear kernel of delayed features, from the kernel of the features themselves; its rows are made as they are read.
 *
 * <pre>{@code K = sum_d shift_d(K0)     shift_d(K0)_ij = K0_(i-d)(j-d), 0 where i - d or j - d leaves its run}</pre>
 *
 * <p>It equals the kernel of the features that {@link Delays} makes, at n^2 additions per delay instead of a product of
 * n^2 p. Sums are formed in the order of the delays, so that a symmetric kernel stays symmetric to the bit. Centring
 * comes afterwards. Threads may share it.
 */
public final class DelayedKernel implements RowSource {
    private final RowSource kernel;
    private final RunEnds rows;
    private final RunEnds columns;
    private final List<Integer> delays;

    private DelayedKernel(RowSource kernel, RunEnds rows, RunEnds columns, List<Integer> delays) {
        this.kernel = kernel;
        this.rows = rows;
        this.columns = columns;
        this.delays = List.copyOf(delays);
    }

    /**
     * The kernel among training samples.
     *
     * @param kernel linear kernel of the undelayed features, [n x n]; not copied
     * @param runStarts first row of each run
     * @param delays in samples, all different; negative ones look ahead
     * @return [n x n]
     */
    public static DelayedKernel of(RowSource kernel, int[] runStarts, List<Integer> delays) {
        if (kernel.rows() != kernel.columns()) {
            throw new IllegalArgumentException(
                    "a training kernel must be square but is [" + kernel.rows() + " x " + kernel.columns() + "]");
        }
        return between(kernel, runStarts, runStarts, delays);
    }

    /**
     * The kernel between new and training samples.
     *
     * @param kernel linear kernel of the undelayed features, [m x n]; not copied
     * @param testRunStarts first row of each run of the new samples
     * @param trainRunStarts first row of each run of the training samples
     * @param delays in samples, all different; negative ones look ahead
     * @return [m x n]
     */
    public static DelayedKernel between(
            RowSource kernel, int[] testRunStarts, int[] trainRunStarts, List<Integer> delays) {
        Delays.requireDelays(delays);
        RunEnds rows = RunEnds.of(testRunStarts, kernel.rows(), kernel.rows() + " rows of a kernel");
        RunEnds columns = RunEnds.of(trainRunStarts, kernel.columns(), kernel.columns() + " columns of a kernel");
        return new DelayedKernel(kernel, rows, columns, delays);
    }

    @Override
    public int rows() {
        return kernel.rows();
    }

    @Override
    public int columns() {
        return kernel.columns();
    }

    @Override
    public void readRow(int row, double[] into) {
        double[] from = new double[columns()];
        Arrays.fill(into, 0, columns(), 0);
        for (int delay : delays) {
            int source = rows.source(row, delay);
            if (source >= 0) {
                kernel.readRow(source, from);
                addShifted(from, into, delay);
            }
        }
    }

    /** Adds the kernel to a float64 matrix, row by row. */
    public void addTo(DenseMatrix into) {
        double[] row = new double[columns()];
        double[] sum = new double[columns()];
        for (int i = 0; i < rows(); i++) {
            readRow(i, row);
            into.readRow(i, sum);
            for (int j = 0; j < row.length; j++) {
                sum[j] += row[j];
            }
            into.writeRow(i, sum);
        }
    }

    private void addShifted(double[] from, double[] into, int delay) {
        for (int b = 0; b < columns.runs(); b++) {
            int last = columns.last(b, delay);
            for (int j = columns.first(b, delay); j < last; j++) {
                into[j] += from[j - delay];
            }
        }
    }
}
