package org.neurobeam.encoders.ridge;

import java.io.IOException;
import java.util.List;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Leave-one-out residuals in closed form, {@code e_i = (C y)_i / C_ii} with {@code C = (K + alpha I)^-1 - 11'/(n
 * alpha)}, from the left singular vectors U of the training rows.
 *
 * <p>{@code alpha C y = U (a alpha/(s + alpha)) + rest}, where the rest, y - mean y - U a, is what X cannot reach; it
 * vanishes when the rank is full, and is then left out because it would be rounding divided by a small penalty. The
 * same expression serves p below and above n. Per penalty 2 n r t flops; nothing of n x t x A is kept.
 */
final class LeaveOneOut {
    private final Spectrum spectrum;
    private final DenseMatrix left;
    private final boolean complete;
    private final double[][] inverseLeverage;
    private final double[] alphas;

    private LeaveOneOut(
            Spectrum spectrum, DenseMatrix left, boolean complete, double[][] inverseLeverage, double[] alphas) {
        this.spectrum = spectrum;
        this.left = left;
        this.complete = complete;
        this.inverseLeverage = inverseLeverage;
        this.alphas = alphas;
    }

    static LeaveOneOut of(Form form, PreparedFeatures x, Spectrum spectrum, double[] alphas, MatrixScope scope) {
        int n = spectrum.rows;
        int free = x.intercept() ? 1 : 0;
        boolean complete = spectrum.rank() >= n - free;
        double[][] inverse = new double[alphas.length][n];
        try (DenseMatrix u = form.leftVectors(spectrum)) {
            double[] row = new double[n];
            for (double[] d : inverse) {
                java.util.Arrays.fill(d, complete ? 0 : 1 - (double) free / n);
            }
            for (int i = 0; i < spectrum.rank(); i++) {
                u.readRow(i, row);
                for (int j = 0; j < alphas.length; j++) {
                    double kept = complete ? alphas[j] : -spectrum.s[i];
                    double factor = kept / (spectrum.s[i] + alphas[j]);
                    for (int k = 0; k < n; k++) {
                        inverse[j][k] += row[k] * row[k] * factor;
                    }
                }
            }
            for (double[] d : inverse) {
                for (int k = 0; k < n; k++) {
                    d[k] = 1 / d[k];
                }
            }
            return new LeaveOneOut(spectrum, scope.own(u.to(x.precision())), complete, inverse, alphas);
        }
    }

    void write(PartWriter out) throws IOException {
        out.matrix(left);
        out.number(complete ? 1 : 0);
        for (double[] inverse : inverseLeverage) {
            out.doubles(inverse);
        }
    }

    static LeaveOneOut read(PartReader in, Spectrum spectrum, double... alphas) throws IOException {
        DenseMatrix left = in.matrix();
        boolean complete = in.number() == 1;
        double[][] inverse = new double[alphas.length][];
        for (int j = 0; j < alphas.length; j++) {
            inverse[j] = in.doubles();
        }
        return new LeaveOneOut(spectrum, left, complete, inverse, alphas);
    }

    /**
     * Scores of all penalties as if from one fold, [A x t].
     *
     * @param ranges the training rows
     */
    DoubleMatrix scores(TargetTile tile, List<RowCells.Range> ranges, Criterion criterion) {
        int t = tile.targets();
        Precision precision = left.precision();
        DoubleMatrix scores = DoubleMatrix.zeros(alphas.length, t);
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix y = scope.zeros(precision, spectrum.rows, t);
            centre(tile, tile.gather(ranges, y), y);
            DenseMatrix a = scope.zeros(precision, spectrum.rank(), t);
            Blas.multiply(left, y, a);
            DenseMatrix g = scope.zeros(precision, spectrum.rank(), t);
            DenseMatrix e = scope.zeros(precision, spectrum.rows, t);
            for (int j = 0; j < alphas.length; j++) {
                shrink(a, g, alphas[j]);
                if (complete) {
                    Blas.multiply(left.transposed(), g, e);
                } else {
                    e.copyRows(y, 0);
                    Blas.multiply(-1, left.transposed(), g, 1, e);
                }
                System.arraycopy(score(y, e, inverseLeverage[j], criterion), 0, scores.values(), j * t, t);
            }
        }
        return scores;
    }

    private void centre(TargetTile tile, DenseMatrix from, DenseMatrix into) {
        double[] mean = tile.mean(spectrum);
        double[] row = new double[mean.length];
        for (int i = 0; i < from.rows(); i++) {
            from.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] -= mean[v];
            }
            into.writeRow(i, row);
        }
    }

    private void shrink(DenseMatrix a, DenseMatrix g, double alpha) {
        double[] row = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            double factor = (complete ? alpha : spectrum.s[i]) / (spectrum.s[i] + alpha);
            for (int v = 0; v < row.length; v++) {
                row[v] *= factor;
            }
            g.writeRow(i, row);
        }
    }

    private static double[] score(DenseMatrix y, DenseMatrix e, double[] inverse, Criterion criterion) {
        return criterion == Criterion.NEG_MSE ? negativeMse(e, inverse) : agreement(y, e, inverse, criterion);
    }

    private static double[] negativeMse(DenseMatrix e, double[] inverse) {
        int n = e.rows();
        double[] error = new double[e.columns()];
        double[] score = new double[e.columns()];
        for (int i = 0; i < n; i++) {
            e.readRow(i, error);
            double weight = inverse[i] * inverse[i] / n;
            for (int v = 0; v < error.length; v++) {
                score[v] -= error[v] * error[v] * weight;
            }
        }
        return score;
    }

    /** R2 or r of the left-out predictions y - e. */
    private static double[] agreement(DenseMatrix y, DenseMatrix e, double[] inverse, Criterion criterion) {
        TargetScores scores = new TargetScores(y.columns());
        double[] measured = new double[y.columns()];
        double[] predicted = new double[y.columns()];
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(i, measured);
            e.readRow(i, predicted);
            for (int v = 0; v < measured.length; v++) {
                predicted[v] = measured[v] - predicted[v] * inverse[i];
            }
            scores.add(measured, predicted);
        }
        return criterion == Criterion.R2 ? scores.r2() : scores.r();
    }
}
