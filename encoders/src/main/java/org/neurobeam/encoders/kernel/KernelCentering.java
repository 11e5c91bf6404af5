package org.neurobeam.encoders.kernel;

import org.neurobeam.preprocess.linalg.DenseMatrix;

/**
 * Centring of features in kernel space by the means of training samples.
 *
 * <pre>{@code K_ij - mean_j K_ij - mean_i K_ij + mean K}</pre>
 *
 * <p>The means over i and over all are those of the training kernel; the mean over j is that of the row, over training
 * samples. For a linear kernel this is the kernel of features minus their training means.
 */
public final class KernelCentering {
    private final double[] columnMeans;
    private final double mean;

    private KernelCentering(double[] columnMeans, double mean) {
        this.columnMeans = columnMeans;
        this.mean = mean;
    }

    /**
     * The means of a training kernel.
     *
     * @param kernel [n x n]
     */
    public static KernelCentering of(DenseMatrix kernel) {
        int n = kernel.rows();
        if (kernel.columns() != n || n == 0) {
            throw new IllegalArgumentException("a training kernel must be square and not empty but is " + kernel);
        }
        double[] means = new double[n];
        double[] row = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            kernel.readRow(i, row);
            for (int j = 0; j < n; j++) {
                means[j] += row[j] / n;
            }
        }
        for (double m : means) {
            sum += m;
        }
        return new KernelCentering(means, sum / n);
    }

    /**
     * Centres in place.
     *
     * @param kernel [m x n], the training kernel itself or one between new and training samples
     */
    public void centre(DenseMatrix kernel) {
        int n = columnMeans.length;
        if (kernel.columns() != n) {
            throw new IllegalArgumentException(
                    "kernel [" + kernel.rows() + " x " + kernel.columns() + "] for " + n + " training samples");
        }
        double[] row = new double[n];
        for (int i = 0; i < kernel.rows(); i++) {
            kernel.readRow(i, row);
            double rowMean = 0;
            for (double k : row) {
                rowMean += k / n;
            }
            for (int j = 0; j < n; j++) {
                row[j] += mean - rowMean - columnMeans[j];
            }
            kernel.writeRow(i, row);
        }
    }
}
