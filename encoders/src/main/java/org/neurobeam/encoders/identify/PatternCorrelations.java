package org.neurobeam.encoders.identify;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Pearson correlation over voxels of every measured pattern with every predicted pattern, accumulated over tiles of
 * voxels in the order given.
 *
 * <p>2 N M flops per voxel in float64; memory 8 N M bytes and one tile. Voxels count as they are: z-score them over
 * stimuli first, or those with the largest means decide alone.
 */
public final class PatternCorrelations implements AutoCloseable {
    /** A variance below this share of the mean square is rounding, not signal. */
    private static final double CONSTANT = 1e-14;

    private final DenseMatrix products;
    private final double[][] sums;
    private int voxels;

    /** No voxels yet, for N measured and M predicted patterns. */
    public PatternCorrelations(int measured, int predicted) {
        this.products = DenseMatrix.zeros(Precision.FLOAT64, measured, predicted);
        this.sums =
                new double[][] {new double[measured], new double[measured], new double[predicted], new double[predicted]
                };
    }

    /** Correlations of whole patterns, [N x M]; NaN where a pattern is constant or unknown. */
    public static DoubleMatrix of(RowSource measured, RowSource predicted) {
        try (PatternCorrelations correlations = new PatternCorrelations(measured.rows(), predicted.rows())) {
            correlations.add(measured, predicted);
            return correlations.result();
        }
    }

    /**
     * Adds a tile of voxels.
     *
     * @param measured [N x w]
     * @param predicted [M x w]
     * @throws IllegalArgumentException if the shapes disagree
     */
    public void add(RowSource measured, RowSource predicted) {
        if (measured.columns() != predicted.columns()
                || measured.rows() != products.rows()
                || predicted.rows() != products.columns()) {
            throw new IllegalArgumentException("measured [" + measured.rows() + " patterns x " + measured.columns()
                    + " voxels] and predicted [" + predicted.rows() + " patterns x " + predicted.columns()
                    + " voxels] for correlations of " + products.rows() + " with " + products.columns() + " patterns");
        }
        try (DenseMatrix y = DenseMatrix.copyOf(measured, Precision.FLOAT64);
                DenseMatrix f = DenseMatrix.copyOf(predicted, Precision.FLOAT64)) {
            addSums(y, sums[0], sums[1]);
            addSums(f, sums[2], sums[3]);
            Blas.multiply(1, y, f.transposed(), 1, products);
        }
        voxels += measured.columns();
    }

    private static void addSums(DenseMatrix patterns, double[] sum, double[] squares) {
        double[] row = new double[patterns.columns()];
        for (int i = 0; i < patterns.rows(); i++) {
            patterns.readRow(i, row);
            for (double x : row) {
                sum[i] += x;
                squares[i] += x * x;
            }
        }
    }

    /** Correlations over all voxels added, [N x M]; NaN where a pattern is constant or unknown. */
    public DoubleMatrix result() {
        DoubleMatrix r = products.toDoubleMatrix();
        double[] measured = deviations(sums[0], sums[1]);
        double[] predicted = deviations(sums[2], sums[3]);
        for (int i = 0; i < r.rows(); i++) {
            for (int j = 0; j < r.columns(); j++) {
                double covariance = r.get(i, j) - sums[0][i] * sums[2][j] / voxels;
                r.set(i, j, covariance / (measured[i] * predicted[j]));
            }
        }
        return r;
    }

    private double[] deviations(double[] sum, double[] squares) {
        double[] deviation = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            double about = squares[i] - sum[i] * sum[i] / voxels;
            deviation[i] = about > CONSTANT * squares[i] ? Math.sqrt(about) : Double.NaN;
        }
        return deviation;
    }

    @Override
    public void close() {
        products.close();
    }
}
