package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/** What one inner fold shares among all targets: a spectrum and how the validation rows look from it. */
final class ValidationFold {
    final Spectrum spectrum;
    /** Validation cells. */
    final BitSet test;
    /** Validation rows. */
    final int rows;
    /** P [rows x r], only where the form rotates validation targets by it. */
    final DenseMatrix projection;
    /** [r x 2], see {@link Form#correction}. */
    final DenseMatrix correction;
    /** P'P, split for partial fractions. */
    final NearBand pairs;
    /** W, W o W and W diag(c) stacked, [3A x r], with W_ji = 1/(s_i + alpha_j) and c the column sums of P. */
    final DenseMatrix weights;

    private ValidationFold(
            Spectrum spectrum,
            BitSet test,
            DenseMatrix projection,
            DenseMatrix correction,
            NearBand pairs,
            DenseMatrix weights,
            int rows) {
        this.spectrum = spectrum;
        this.test = test;
        this.rows = rows;
        this.projection = projection;
        this.correction = correction;
        this.pairs = pairs;
        this.weights = weights;
    }

    static ValidationFold of(
            Form form, PreparedFeatures x, Spectrum spectrum, BitSet test, double[] alphas, MatrixScope scope) {
        int r = spectrum.rank();
        try (DenseMatrix p = form.projection(spectrum, test);
                DenseMatrix m = DenseMatrix.zeros(Precision.FLOAT64, r, r)) {
            Blas.addColumnGram(p, m);
            double[] sums = columnSums(p);
            return new ValidationFold(
                    spectrum,
                    test,
                    form.keepsProjection() ? scope.own(p.to(x.precision())) : null,
                    x.upload(form.correction(spectrum, sums), 2, scope),
                    NearBand.of(m, spectrum.s, alphas[0], x.precision(), scope),
                    x.upload(weights(spectrum.s, sums, alphas), r, scope),
                    p.rows());
        }
    }

    private static double[] columnSums(DenseMatrix p) {
        double[] sum = new double[p.columns()];
        double[] row = new double[p.columns()];
        for (int i = 0; i < p.rows(); i++) {
            p.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                sum[j] += row[j];
            }
        }
        return sum;
    }

    private static double[][] weights(double[] s, double[] sums, double[] alphas) {
        int count = alphas.length;
        double[][] w = new double[3 * count][s.length];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < s.length; i++) {
                double one = 1 / (s[i] + alphas[j]);
                w[j][i] = one;
                w[count + j][i] = one * one;
                w[2 * count + j][i] = one * sums[i];
            }
        }
        return w;
    }
}
