package org.neurobeam.encoders.ridge;

import java.io.IOException;
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
    /** [W, W o W] side by side, [A x 2r], with W_ji = 1/(s_i + alpha_j). */
    final DenseMatrix pairWeights;
    /** W, [A x r]; for correlations. */
    final DenseMatrix weights;
    /** W diag(c), [A x r], with c the column sums of P; for correlations. */
    final DenseMatrix sumWeights;

    private ValidationFold(
            Spectrum spectrum, BitSet test, DenseMatrix projection, DenseMatrix correction, NearBand pairs, Weights w) {
        this.spectrum = spectrum;
        this.test = test;
        this.projection = projection;
        this.correction = correction;
        this.pairs = pairs;
        this.rows = w.rows;
        this.pairWeights = w.pairs;
        this.weights = w.single;
        this.sumWeights = w.sums;
    }

    /** The weights of all penalties; rows of P. */
    private record Weights(int rows, DenseMatrix pairs, DenseMatrix single, DenseMatrix sums) {}

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
                    weights(spectrum.s, sums, alphas, p.rows(), x, scope));
        }
    }

    void write(PartWriter out) throws IOException {
        out.bits(test);
        out.number(projection == null ? 0 : 1);
        if (projection != null) {
            out.matrix(projection);
        }
        out.matrix(correction);
        pairs.write(out);
        out.number(rows);
        out.matrix(pairWeights);
        out.matrix(weights);
        out.matrix(sumWeights);
    }

    static ValidationFold read(PartReader in, Spectrum spectrum) throws IOException {
        BitSet test = in.bits();
        DenseMatrix projection = in.number() == 1 ? in.matrix() : null;
        DenseMatrix correction = in.matrix();
        NearBand pairs = NearBand.read(in);
        Weights w = new Weights(in.number(), in.matrix(), in.matrix(), in.matrix());
        return new ValidationFold(spectrum, test, projection, correction, pairs, w);
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

    private static Weights weights(
            double[] s, double[] sums, double[] alphas, int rows, PreparedFeatures x, MatrixScope scope) {
        int r = s.length;
        double[][] pairs = new double[alphas.length][2 * r];
        double[][] single = new double[alphas.length][r];
        double[][] sum = new double[alphas.length][r];
        for (int j = 0; j < alphas.length; j++) {
            for (int i = 0; i < r; i++) {
                double one = 1 / (s[i] + alphas[j]);
                pairs[j][i] = one;
                pairs[j][r + i] = one * one;
                single[j][i] = one;
                sum[j][i] = one * sums[i];
            }
        }
        return new Weights(rows, x.upload(pairs, 2 * r, scope), x.upload(single, r, scope), x.upload(sum, r, scope));
    }
}
