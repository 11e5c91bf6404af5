package org.neurobeam.preprocess.design;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The linear kernel of delayed features, from the kernel of the features themselves; its rows are made as they are read.
 *
 * <pre>{@code K = sum_d shift_d(K0)     shift_d(K0)_ij = K0_(i-d)(j-d), 0 where i - d or j - d leaves its run}</pre>
 *
 * <p>Mixed delays: {@code K = sum_ab T_ab S_a K0 S_b'}, T the covariance of the mixing. It equals the kernel of the features that {@link Delays} makes, at n^2 additions per delay instead of a product of
 * n^2 p. Sums are formed in the order of the delays, so that a symmetric kernel stays symmetric to the bit. Centring
 * comes afterwards. Threads may share it.
 */
public final class DelayedKernel implements RowSource {
    private final RowSource kernel;
    private final RunEnds rows;
    private final RunEnds columns;
    private final List<Integer> delays;
    private final DoubleMatrix covariance;

    private DelayedKernel(RowSource kernel, RunEnds rows, RunEnds columns, DelayedSpace space) {
        this.kernel = kernel;
        this.rows = rows;
        this.columns = columns;
        this.delays = space.delays();
        this.covariance = space.covariance();
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
        Delays.requireDelays(delays);
        return of(kernel, runStarts, new DelayedSpace(kernel, delays));
    }

    /** The kernel among training samples of a space with its delays and their mixing. */
    public static DelayedKernel of(RowSource kernel, int[] runStarts, DelayedSpace space) {
        if (kernel.rows() != kernel.columns()) {
            throw new IllegalArgumentException(
                    "a training kernel must be square but is [" + kernel.rows() + " x " + kernel.columns() + "]");
        }
        return between(kernel, runStarts, runStarts, space);
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
        return between(kernel, testRunStarts, trainRunStarts, new DelayedSpace(kernel, delays));
    }

    private static DelayedKernel between(
            RowSource kernel, int[] testRunStarts, int[] trainRunStarts, DelayedSpace space) {
        RunEnds rows = RunEnds.of(testRunStarts, kernel.rows(), kernel.rows() + " rows of a kernel");
        RunEnds columns = RunEnds.of(trainRunStarts, kernel.columns(), kernel.columns() + " columns of a kernel");
        return new DelayedKernel(kernel, rows, columns, space);
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
        double[][] from = new double[delays.size()][columns()];
        for (int a = 0; a < from.length; a++) {
            int source = rows.source(row, delays.get(a));
            if (source >= 0) {
                kernel.readRow(source, from[a]);
            }
        }
        Arrays.fill(into, 0, columns(), 0);
        double[] pair = new double[columns()];
        for (int a = 0; a < from.length; a++) {
            addShifted(covariance.get(a, a), from[a], into, delays.get(a));
            for (int b = a + 1; b < from.length; b++) {
                if (covariance.get(a, b) != 0) {
                    // both terms of a pair in one sum, so that a symmetric kernel stays so to the bit
                    Arrays.fill(pair, 0);
                    addShifted(1, from[a], pair, delays.get(b));
                    addShifted(1, from[b], pair, delays.get(a));
                    addShifted(covariance.get(a, b), pair, into, 0);
                }
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

    private void addShifted(double factor, double[] from, double[] into, int delay) {
        for (int b = 0; b < columns.runs(); b++) {
            int last = columns.last(b, delay);
            for (int j = columns.first(b, delay); j < last; j++) {
                into[j] += factor * from[j - delay];
            }
        }
    }
}
