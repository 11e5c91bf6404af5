package org.neurobeam.encoders.identify;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Log-likelihood of measured patterns given predicted ones under Gaussian noise, up to a constant that all candidates
 * share:
 *
 * <pre>{@code log L_ij = -1/2 (y_i - f_j)' P (y_i - f_j)}</pre>
 *
 * <p>Expanded into products, so that N x M candidates cost 2 (N + M) V^2 + 2 N M V flops. The mean of the predictions of
 * a call is subtracted from both sides first, against cancellation.
 *
 * @see <a href="https://doi.org/10.1038/s41593-023-01304-9">Tang et al. 2023</a>
 */
public final class GaussianLikelihood {
    private final DoubleMatrix precision;

    private GaussianLikelihood(DoubleMatrix precision) {
        this.precision = precision;
    }

    /**
     * Takes the precision of the noise, for example {@link NoiseCovariance#precision}.
     *
     * @param precision P, [V x V], symmetric
     */
    public static GaussianLikelihood of(DoubleMatrix precision) {
        if (precision.rows() != precision.columns() || precision.rows() == 0) {
            throw new IllegalArgumentException(
                    "precision [" + precision.rows() + " voxels x " + precision.columns() + " voxels] is not square");
        }
        return new GaussianLikelihood(precision);
    }

    /** Number of voxels, V. */
    public int voxels() {
        return precision.rows();
    }

    /**
     * Every measured pattern with every predicted one.
     *
     * @param measured [N x V]
     * @param predicted [M x V]
     * @return [N x M]
     * @throws IllegalArgumentException if the voxels disagree
     */
    public DoubleMatrix logLikelihoods(RowSource measured, RowSource predicted) {
        requireVoxels(measured);
        requireVoxels(predicted);
        double[] origin = mean(predicted);
        int n = measured.rows();
        int m = predicted.rows();
        int v = voxels();
        try (DenseMatrix p = DenseMatrix.copyOf(precision);
                DenseMatrix y = about(measured, origin);
                DenseMatrix f = about(predicted, origin);
                DenseMatrix py = DenseMatrix.zeros(Precision.FLOAT64, n, v);
                DenseMatrix pf = DenseMatrix.zeros(Precision.FLOAT64, m, v);
                DenseMatrix cross = DenseMatrix.zeros(Precision.FLOAT64, n, m)) {
            Blas.multiply(y, p, py);
            Blas.multiply(f, p, pf);
            Blas.multiply(py, f.transposed(), cross);
            double[] yy = rowProducts(y, py);
            double[] ff = rowProducts(f, pf);
            DoubleMatrix log = cross.toDoubleMatrix();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    log.set(i, j, log.get(i, j) - (yy[i] + ff[j]) / 2);
                }
            }
            return log;
        }
    }

    /**
     * Log-likelihood of a measured series given a predicted one: the sum over samples.
     *
     * @param measured [T x V]
     * @param predicted [T x V]
     */
    public double logLikelihoodOfSeries(RowSource measured, RowSource predicted) {
        requireVoxels(measured);
        requireVoxels(predicted);
        if (measured.rows() != predicted.rows()) {
            throw new IllegalArgumentException(
                    "measured has " + measured.rows() + " samples but predicted has " + predicted.rows());
        }
        int v = voxels();
        DoubleMatrix d = DoubleMatrix.zeros(measured.rows(), v);
        double[] y = new double[v];
        double[] f = new double[v];
        for (int i = 0; i < d.rows(); i++) {
            measured.readRow(i, y);
            predicted.readRow(i, f);
            for (int j = 0; j < v; j++) {
                d.set(i, j, y[j] - f[j]);
            }
        }
        try (DenseMatrix p = DenseMatrix.copyOf(precision);
                DenseMatrix e = DenseMatrix.copyOf(d);
                DenseMatrix pe = DenseMatrix.zeros(Precision.FLOAT64, d.rows(), v)) {
            Blas.multiply(e, p, pe);
            double sum = 0;
            for (double x : rowProducts(e, pe)) {
                sum -= x / 2;
            }
            return sum;
        }
    }

    private void requireVoxels(RowSource patterns) {
        if (patterns.columns() != voxels()) {
            throw new IllegalArgumentException("patterns [" + patterns.rows() + " x " + patterns.columns()
                    + " voxels] but precision of " + voxels() + " voxels");
        }
    }

    private static double[] mean(RowSource patterns) {
        double[] mean = new double[patterns.columns()];
        double[] row = new double[patterns.columns()];
        for (int i = 0; i < patterns.rows(); i++) {
            patterns.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / patterns.rows();
            }
        }
        return mean;
    }

    private static DenseMatrix about(RowSource patterns, double[] origin) {
        DenseMatrix m = DenseMatrix.zeros(Precision.FLOAT64, patterns.rows(), origin.length);
        double[] row = new double[origin.length];
        for (int i = 0; i < patterns.rows(); i++) {
            patterns.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= origin[j];
            }
            m.writeRow(i, row);
        }
        return m;
    }

    private static double[] rowProducts(DenseMatrix a, DenseMatrix b) {
        double[] products = new double[a.rows()];
        double[] x = new double[a.columns()];
        double[] y = new double[a.columns()];
        for (int i = 0; i < products.length; i++) {
            a.readRow(i, x);
            b.readRow(i, y);
            for (int j = 0; j < x.length; j++) {
                products[i] += x[j] * y[j];
            }
        }
        return products;
    }
}
