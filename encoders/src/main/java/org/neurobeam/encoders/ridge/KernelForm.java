package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Dual ridge on a given kernel. Its features are the columns of the kernel, its weights the dual weights in the order
 * of the samples: a prediction is a row of the kernel times the weights, plus the intercept.
 */
final class KernelForm extends DualForm {
    KernelForm(PreparedFeatures x, DenseMatrix kernel, Precision factorisation) {
        super(x, kernel, factorisation);
    }

    @Override
    public void weights(Spectrum spectrum, DenseMatrix z, DenseMatrix into) {
        try (DenseMatrix w = DenseMatrix.zeros(x().precision(), spectrum.rows, z.columns())) {
            Blas.multiply(spectrum.vectors.transposed(), z, w);
            addToOriginalRows(w, spectrum, into);
        }
    }

    @Override
    public void addUnreached(Spectrum spectrum, DenseMatrix z, double[] alpha, TargetTile tile, DenseMatrix into) {
        int n = spectrum.rows;
        if (spectrum.rank() >= (x().intercept() ? n - 1 : n)) {
            return;
        }
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix buffer = scope.zeros(x().precision(), n, alpha.length);
            DenseMatrix y = tile.gather(x().cells().ranges(spectrum.train), buffer);
            DenseMatrix rest = scope.zeros(x().precision(), n, alpha.length);
            if (spectrum.unreached.rows() > 0) {
                DenseMatrix components = scope.zeros(x().precision(), spectrum.unreached.rows(), alpha.length);
                Blas.multiply(spectrum.unreached, y, components);
                Blas.multiply(spectrum.unreached.transposed(), components, rest);
            } else {
                subtractReached(spectrum, z, alpha, tile.mean(spectrum), y, rest);
            }
            divide(rest, alpha);
            addToOriginalRows(rest, spectrum, into);
        }
    }

    /** rest = y - my' - U a. */
    private void subtractReached(
            Spectrum spectrum, DenseMatrix z, double[] alpha, double[] mean, DenseMatrix y, DenseMatrix rest) {
        double[] row = new double[alpha.length];
        try (DenseMatrix a = DenseMatrix.zeros(x().precision(), spectrum.rank(), alpha.length)) {
            for (int i = 0; i < a.rows(); i++) {
                z.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    row[v] *= spectrum.s[i] + alpha[v];
                }
                a.writeRow(i, row);
            }
            for (int i = 0; i < rest.rows(); i++) {
                y.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    row[v] -= mean[v];
                }
                rest.writeRow(i, row);
            }
            Blas.multiply(-1, spectrum.vectors.transposed(), a, 1, rest);
        }
    }

    private static void divide(DenseMatrix m, double[] divisors) {
        double[] row = new double[divisors.length];
        for (int i = 0; i < m.rows(); i++) {
            m.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] /= divisors[v];
            }
            m.writeRow(i, row);
        }
    }

    @Override
    DenseMatrix keptUnreached(DenseMatrix unreached, int rank) {
        return unreached.rows() <= rank ? unreached : unreached.rowView(0, 0);
    }

    private void addToOriginalRows(DenseMatrix w, Spectrum spectrum, DenseMatrix into) {
        double[] row = new double[w.columns()];
        double[] sum = new double[w.columns()];
        int at = 0;
        for (RowCells.Range range : x().cells().ranges(spectrum.train)) {
            for (int i = range.from(); i < range.to(); i++) {
                int original = x().cells().originalRow(i);
                w.readRow(at++, row);
                into.readRow(original, sum);
                for (int v = 0; v < row.length; v++) {
                    sum[v] += row[v];
                }
                into.writeRow(original, sum);
            }
        }
    }

    @Override
    double[] keptMeans(BitSet train) {
        double[] mean = new double[x().features()];
        if (x().intercept()) {
            double[] training = columnMeans(train);
            int at = 0;
            for (RowCells.Range range : x().cells().ranges(train)) {
                for (int i = range.from(); i < range.to(); i++) {
                    mean[x().cells().originalRow(i)] = training[at++];
                }
            }
        }
        return mean;
    }

    @Override
    public double[] meanX(Spectrum spectrum) {
        return spectrum.meanX;
    }
}
