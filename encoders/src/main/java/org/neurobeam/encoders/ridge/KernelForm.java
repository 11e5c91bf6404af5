package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Dual ridge on a given kernel. Its features are the columns of the kernel, its weights the dual weights in the order
 * of the samples: a prediction is a row of the kernel times the weights, plus the intercept.
 */
final class KernelForm extends DualForm {
    private final Optional<double[]> allMeans;

    KernelForm(PreparedFeatures x, DenseMatrix kernel, Precision factorisation) {
        super(x, kernel, factorisation);
        allMeans = Optional.empty();
    }

    private KernelForm(PreparedFeatures x, DenseMatrix none, double... allMeans) {
        super(x, none, none.precision());
        this.allMeans = Optional.of(allMeans);
    }

    /** A form that only fits, without the kernel, from its column means over all rows. */
    static KernelForm ofMeans(PreparedFeatures x, double... allMeans) {
        return new KernelForm(x, x.matrix(), allMeans);
    }

    /** Column means of the kernel over all rows, [n] in cell order. */
    double[] allMeans() {
        BitSet all = new BitSet();
        all.set(0, x().cells().count());
        return columnMeans(all);
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
        double[] mean = tile.mean(spectrum);
        double[] row = new double[alpha.length];
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix a = scope.zeros(x().precision(), spectrum.rank(), alpha.length);
            for (int i = 0; i < a.rows(); i++) {
                z.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    row[v] *= spectrum.s[i] + alpha[v];
                }
                a.writeRow(i, row);
            }
            DenseMatrix rest = scope.zeros(x().precision(), n, alpha.length);
            DenseMatrix buffer = scope.zeros(x().precision(), n, alpha.length);
            rest.copyRows(tile.gather(x().cells().ranges(spectrum.train), buffer), 0);
            Blas.multiply(-1, spectrum.vectors.transposed(), a, 1, rest);
            for (int i = 0; i < n; i++) {
                rest.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    row[v] = (row[v] - mean[v]) / alpha[v];
                }
                rest.writeRow(i, row);
            }
            addToOriginalRows(rest, spectrum, into);
        }
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
    public double[] meanX(Spectrum spectrum) {
        double[] mean = new double[x().features()];
        if (x().intercept()) {
            BitSet train = spectrum.train;
            double[] training = allMeans.orElseGet(() -> columnMeans(train));
            int at = 0;
            for (RowCells.Range range : x().cells().ranges(train)) {
                for (int i = range.from(); i < range.to(); i++) {
                    mean[x().cells().originalRow(i)] = training[at++];
                }
            }
        }
        return mean;
    }
}
