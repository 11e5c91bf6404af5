package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;

/**
 * Primal ridge for p {@code <} n: Gram matrices are kept per cell and added, so a training set costs one p x p
 * eigendecomposition and no pass over the rows.
 */
final class PrimalForm implements Form {
    private final FeatureRows x;
    private final DenseMatrix[] gram;
    private final double[][] sums;
    private final double[] scale;

    PrimalForm(FeatureRows x, MatrixScope scope) {
        this.x = x;
        RowCells cells = x.cells();
        gram = new DenseMatrix[cells.count()];
        sums = new double[cells.count()][];
        for (int c = 0; c < cells.count(); c++) {
            gram[c] = scope.own(gram(x, c));
            sums[c] = sums(x, c);
        }
        scale = new double[0];
    }

    /** From Gram matrices and sums of all cells; none of both for a form that only fits. */
    PrimalForm(FeatureRows x, DenseMatrix[] gram, double[][] sums) {
        this.x = x;
        this.gram = gram;
        this.sums = sums;
        this.scale = new double[0];
    }

    /** Gram matrix of the rows of a cell, [p x p] float64; the caller closes it. */
    static DenseMatrix gram(FeatureRows x, int cell) {
        DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, x.features(), x.features());
        Blas.addColumnGram(x.rows(x.cells().range(cell)), gram);
        return gram;
    }

    /** Sums of the features over the rows of a cell, [p]. */
    static double[] sums(FeatureRows x, int cell) {
        return columnSums(x.rows(x.cells().range(cell)));
    }

    private PrimalForm(PrimalForm unscaled, double[] scale) {
        this.x = unscaled.x;
        this.gram = unscaled.gram;
        this.sums = unscaled.sums;
        this.scale = scale;
    }

    /**
     * The same features times a factor each, from the same Gram matrices: {@code G -> D G D}. Spectra hold V'D, so
     * that everything outside still sees the unscaled features, and weights are those for the unscaled features.
     *
     * @param scale D, [p]
     */
    PrimalForm scaled(double[] scale) {
        return new PrimalForm(this, scale);
    }

    private static double[] columnSums(DenseMatrix rows) {
        double[] sum = new double[rows.columns()];
        double[] row = new double[rows.columns()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                sum[j] += row[j];
            }
        }
        return sum;
    }

    @Override
    public FeatureRows x() {
        return x;
    }

    @Override
    public Spectrum spectrum(BitSet train, MatrixScope building, MatrixScope design) {
        int p = x.features();
        int n = x.cells().rowsIn(train);
        double[] mean = mean(train, n);
        DenseMatrix total = building.zeros(Precision.FLOAT64, p, p);
        train.stream().forEach(c -> Blas.add(1, gram[c], total));
        subtractOuter(n, mean, total);
        scaleColumns(total);
        scaleRows(total);
        // the eigenvectors stay in the memory of the matrix, which the scope owns
        double[] all = SymmetricEigen.inPlace(total).values();
        int first = Spectrum.firstAbove(all, p);
        double[] s = java.util.Arrays.copyOfRange(all, first, p);
        DenseMatrix exact = total.rowView(first, p);
        scaleColumns(exact);
        double[][] shift = new double[s.length][1];
        double[] v = new double[p];
        for (int i = 0; i < s.length; i++) {
            exact.readRow(i, v);
            shift[i][0] = n * dot(v, mean);
        }
        DenseMatrix vectors = design.own(exact.to(x.precision()));
        return new Spectrum(
                train, n, s, Optional.of(exact), vectors, mean, x.upload(shift, 1, design), vectors.rowView(0, 0));
    }

    private void scaleColumns(DenseMatrix m) {
        double[] row = new double[m.columns()];
        for (int i = 0; i < m.rows() && scale.length > 0; i++) {
            m.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] *= scale[j];
            }
            m.writeRow(i, row);
        }
    }

    private void scaleRows(DenseMatrix m) {
        double[] row = new double[m.columns()];
        for (int i = 0; i < m.rows() && scale.length > 0; i++) {
            m.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] *= scale[i];
            }
            m.writeRow(i, row);
        }
    }

    private double[] mean(BitSet train, int n) {
        double[] mean = new double[x.features()];
        if (x.intercept()) {
            train.stream().forEach(c -> {
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += sums[c][j] / n;
                }
            });
        }
        return mean;
    }

    private static void subtractOuter(int n, double[] mean, DenseMatrix g) {
        double[] row = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            g.readRow(i, row);
            for (int j = 0; j < mean.length; j++) {
                row[j] -= n * mean[i] * mean[j];
            }
            g.writeRow(i, row);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @Override
    public DenseMatrix projection(Spectrum spectrum, BitSet cells) {
        DenseMatrix p = DenseMatrix.zeros(Precision.FLOAT64, x.cells().rowsIn(cells), spectrum.rank());
        try (DenseMatrix rows = centred(spectrum, cells)) {
            Blas.multiply(rows, spectrum.exact().transposed(), p);
        }
        return p;
    }

    private DenseMatrix centred(Spectrum spectrum, BitSet cells) {
        DenseMatrix rows = DenseMatrix.zeros(Precision.FLOAT64, x.cells().rowsIn(cells), x.features());
        double[] row = new double[x.features()];
        int at = 0;
        for (RowCells.Range range : x.cells().ranges(cells)) {
            for (int i = range.from(); i < range.to(); i++) {
                x.readRow(i, row);
                for (int j = 0; j < row.length; j++) {
                    row[j] -= spectrum.meanX[j];
                }
                rows.writeRow(at++, row);
            }
        }
        return rows;
    }

    @Override
    public DenseMatrix leftVectors(Spectrum spectrum) {
        DenseMatrix u = DenseMatrix.zeros(Precision.FLOAT64, spectrum.rank(), spectrum.rows);
        try (DenseMatrix rows = centred(spectrum, spectrum.train)) {
            Blas.multiply(spectrum.exact(), rows.transposed(), u);
        }
        double[] row = new double[spectrum.rows];
        for (int i = 0; i < spectrum.rank(); i++) {
            u.readRow(i, row);
            double scale = 1 / Math.sqrt(spectrum.s[i]);
            for (int j = 0; j < row.length; j++) {
                row[j] *= scale;
            }
            u.writeRow(i, row);
        }
        return u;
    }

    @Override
    public double[][] correction(Spectrum spectrum, double[] projectionSums) {
        double[][] correction = new double[spectrum.rank()][2];
        double[] v = new double[x.features()];
        for (int i = 0; i < spectrum.rank(); i++) {
            spectrum.exact().readRow(i, v);
            correction[i][0] = dot(v, spectrum.meanX);
            correction[i][1] = projectionSums[i];
        }
        return correction;
    }

    @Override
    public boolean keepsProjection() {
        return false;
    }

    @Override
    public TileRotation rotation(TargetTile tile) {
        return new PrimalRotation(x, tile);
    }

    @Override
    public void weights(Spectrum spectrum, DenseMatrix z, DenseMatrix into) {
        Blas.multiply(spectrum.vectors.transposed(), z, into);
    }

    @Override
    public double[] meanX(Spectrum spectrum) {
        return spectrum.meanX;
    }
}
