package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;

/**
 * Dual ridge: one n x n kernel, of which each training set takes its block, centred by its own means (the training
 * row means also centre the validation rows).
 *
 * <p>With an intercept the constant is in the null space of the centred block. It is moved above all other eigenvalues
 * and left out, so that it is not mistaken for a component, whatever rounding makes of its zero and however many
 * eigenvalues of an indefinite kernel lie below it.
 */
sealed class DualForm implements Form permits KernelForm {
    private static final int SHARD_FEATURES = 4096;
    private static final int MOST_SHARDS = 8;

    private final PreparedFeatures x;
    private final DenseMatrix kernel;
    private final Precision factorisation;

    /** The linear kernel of the features, for p {@code >=} n. */
    DualForm(PreparedFeatures x, Precision factorisation, MatrixScope scope) {
        this(x, linear(x, scope), factorisation);
    }

    /**
     * @param kernel [n x n] float64 in cell order
     * @param factorisation precision of the eigendecompositions
     */
    DualForm(PreparedFeatures x, DenseMatrix kernel, Precision factorisation) {
        this.x = x;
        this.kernel = kernel;
        this.factorisation = factorisation;
    }

    private static DenseMatrix linear(PreparedFeatures x, MatrixScope scope) {
        DenseMatrix kernel = scope.own(shard(x, 0));
        for (int id = 1; id < shards(x); id++) {
            try (DenseMatrix part = shard(x, id)) {
                Blas.add(1, part, kernel);
            }
        }
        return kernel;
    }

    /** Number of blocks of stored features whose kernels are added: few, because each is n x n, and none small. */
    static int shards(PreparedFeatures x) {
        return (x.storedColumns() + shardFeatures(x) - 1) / shardFeatures(x);
    }

    private static int shardFeatures(PreparedFeatures x) {
        return Math.max(SHARD_FEATURES, (x.storedColumns() + MOST_SHARDS - 1) / MOST_SHARDS);
    }

    /** The linear kernel of a block of features, [n x n] float64 in cell order; the caller closes it. */
    static DenseMatrix shard(PreparedFeatures x, int id) {
        int n = x.cells().rows();
        int from = id * shardFeatures(x);
        DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, n, n);
        x.addKernel(from, Math.min(from + shardFeatures(x), x.storedColumns()), kernel);
        return kernel;
    }

    @Override
    public final PreparedFeatures x() {
        return x;
    }

    @Override
    public Spectrum spectrum(BitSet train, MatrixScope building, MatrixScope design) {
        int n = x.cells().rowsIn(train);
        DenseMatrix block = building.zeros(factorisation, n, n);
        block(train, train, block);
        if (x.intercept()) {
            liftConstant(block);
        }
        double[] all = SymmetricEigen.inPlace(block).values();
        int last = x.intercept() ? n - 1 : n;
        double[] kept = Arrays.copyOf(all, last);
        int first = Spectrum.firstUsed(kept, n, factorisation);
        double[] s = Arrays.copyOfRange(kept, first, last);
        DenseMatrix vectors = block.rowView(first, last);
        DenseMatrix exact = factorisation == Precision.FLOAT64 ? vectors : building.own(vectors.to(Precision.FLOAT64));
        double[][] shift = new double[s.length][1];
        double[] u = new double[n];
        for (int i = 0; i < s.length; i++) {
            exact.readRow(i, u);
            shift[i][0] = Arrays.stream(u).sum();
        }
        return new Spectrum(
                train,
                n,
                s,
                Optional.of(exact),
                design.own(vectors.to(x.precision())),
                keptMeans(train),
                x.upload(shift, 1, design),
                design.own(keptUnreached(block.rowView(0, first), s.length).to(x.precision())));
    }

    /** Eigenvectors without a component that the form needs; none here, because features do not reach them. */
    DenseMatrix keptUnreached(DenseMatrix unreached, int rank) {
        return unreached.rowView(0, 0);
    }

    /** Means of the features of the form that outlive the kernel; none here, because the features do. */
    double[] keptMeans(BitSet train) {
        return new double[0];
    }

    /** The (centred) kernel of a training set, [n_t x n_t] float64; the caller closes it. */
    final DenseMatrix trainingKernel(BitSet train) {
        int n = x.cells().rowsIn(train);
        DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, n, n);
        block(train, train, block);
        return block;
    }

    /** Adds 2 |K| 11'/n: twice a bound of every eigenvalue for the constant vector, nothing for the others. */
    private static void liftConstant(DenseMatrix block) {
        int n = block.rows();
        double[] row = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            block.readRow(i, row);
            for (double k : row) {
                squares += k * k;
            }
        }
        double lift = 2 * Math.max(Math.sqrt(squares), Double.MIN_NORMAL) / n;
        for (int i = 0; i < n; i++) {
            block.readRow(i, row);
            for (int j = 0; j < n; j++) {
                row[j] += lift;
            }
            block.writeRow(i, row);
        }
    }

    /** Rows of the kernel against the training columns, centred as the training set demands. */
    private void block(BitSet rows, BitSet train, DenseMatrix into) {
        double[] columnMean = x.intercept() ? columnMeans(train) : new double[into.columns()];
        double grand = Arrays.stream(columnMean).sum() / Math.max(1, columnMean.length);
        double[] full = new double[kernel.columns()];
        double[] part = new double[into.columns()];
        int at = 0;
        for (RowCells.Range range : x.cells().ranges(rows)) {
            for (int i = range.from(); i < range.to(); i++) {
                kernel.readRow(i, full);
                gather(full, train, part);
                double rowMean = x.intercept() ? Arrays.stream(part).sum() / part.length : 0;
                for (int j = 0; j < part.length; j++) {
                    part[j] += grand - rowMean - columnMean[j];
                }
                into.writeRow(at++, part);
            }
        }
    }

    /** Mean of each training column over the training rows, [n_t]. */
    final double[] columnMeans(BitSet train) {
        int n = x.cells().rowsIn(train);
        double[] mean = new double[n];
        double[] full = new double[kernel.columns()];
        double[] part = new double[n];
        for (RowCells.Range range : x.cells().ranges(train)) {
            for (int i = range.from(); i < range.to(); i++) {
                kernel.readRow(i, full);
                gather(full, train, part);
                for (int j = 0; j < n; j++) {
                    mean[j] += part[j] / n;
                }
            }
        }
        return mean;
    }

    private void gather(double[] full, BitSet train, double[] part) {
        int at = 0;
        for (RowCells.Range range : x.cells().ranges(train)) {
            System.arraycopy(full, range.from(), part, at, range.rows());
            at += range.rows();
        }
    }

    @Override
    public DenseMatrix projection(Spectrum spectrum, BitSet cells) {
        int rows = x.cells().rowsIn(cells);
        DenseMatrix p = DenseMatrix.zeros(Precision.FLOAT64, rows, spectrum.rank());
        try (DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, rows, spectrum.rows)) {
            block(cells, spectrum.train, block);
            Blas.multiply(block, spectrum.exact().transposed(), p);
        }
        return p;
    }

    @Override
    public DenseMatrix leftVectors(Spectrum spectrum) {
        return spectrum.exact().to(Precision.FLOAT64);
    }

    @Override
    public double[][] correction(Spectrum spectrum, double[] projectionSums) {
        double[][] correction = new double[spectrum.rank()][2];
        for (int i = 0; i < correction.length; i++) {
            correction[i][1] = projectionSums[i];
        }
        return correction;
    }

    @Override
    public boolean keepsProjection() {
        return true;
    }

    @Override
    public TileRotation rotation(TargetTile tile) {
        return new DualRotation(x, tile);
    }

    @Override
    public void weights(Spectrum spectrum, DenseMatrix z, DenseMatrix into) {
        try (DenseMatrix w = DenseMatrix.zeros(x.precision(), spectrum.rows, z.columns())) {
            Blas.multiply(spectrum.vectors.transposed(), z, w);
            x.multiplyTransposed(spectrum.train, w, into);
        }
    }

    @Override
    public double[] meanX(Spectrum spectrum) {
        return x.intercept() ? x.trainingMean(spectrum.train) : new double[x.features()];
    }
}
