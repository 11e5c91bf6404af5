package org.neurobeam.encoders.kernel;

import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedKernel;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/** Kernel matrices from float64 products of blocks of the features, whatever their type. */
final class KernelBlocks {
    private static final int BLOCK = 256;

    private final Kernel.OfProducts kernel;
    private final int features;

    private KernelBlocks(Kernel.OfProducts kernel, int features) {
        this.kernel = kernel;
        this.features = features;
    }

    static DenseMatrix symmetric(Kernel.OfProducts kernel, RowSource x) {
        DenseMatrix k = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), x.rows());
        try {
            x.addRowGram(k);
            double[] squares = diagonal(k);
            for (int i = 0; i < squares.length; i++) {
                if (!Double.isFinite(squares[i])) {
                    readRow(x, i, "feature", new double[x.columns()]);
                }
            }
            new KernelBlocks(kernel, x.columns()).apply(k, squares, squares);
            return k;
        } catch (RuntimeException | Error e) {
            k.close();
            throw e;
        }
    }

    private static double[] diagonal(DenseMatrix k) {
        double[] diagonal = new double[k.rows()];
        double[] row = new double[k.columns()];
        for (int i = 0; i < diagonal.length; i++) {
            k.readRow(i, row);
            diagonal[i] = row[i];
        }
        return diagonal;
    }

    static DenseMatrix rectangular(Kernel.OfProducts kernel, RowSource test, RowSource train) {
        if (test.columns() != train.columns()) {
            throw new IllegalArgumentException("test features [" + test.rows() + " samples x " + test.columns()
                    + " features] but training features [" + train.rows() + " samples x " + train.columns()
                    + " features]");
        }
        KernelBlocks blocks = new KernelBlocks(kernel, train.columns());
        DenseMatrix k = DenseMatrix.zeros(Precision.FLOAT64, test.rows(), train.rows());
        try {
            for (int i = 0; i < test.rows(); i += BLOCK) {
                try (DenseMatrix left = block(test, i, "test feature")) {
                    blocks.fill(left, train, i, k);
                }
            }
            return k;
        } catch (RuntimeException | Error e) {
            k.close();
            throw e;
        }
    }

    /** From linear kernels of the undelayed features of each space. */
    static DenseMatrix shifted(Kernel.OfProducts kernel, DelayedFeatures test, DelayedFeatures train) {
        train.requireLike(test);
        DenseMatrix k = DenseMatrix.zeros(Precision.FLOAT64, test.rows(), train.rows());
        try {
            for (int s = 0; s < train.spaces().size(); s++) {
                DelayedSpace own = test.spaces().get(s);
                DelayedSpace known = train.spaces().get(s);
                try (DenseMatrix undelayed = rectangular(new Kernel.Linear(), own.values(), known.values())) {
                    DelayedKernel.between(undelayed, test.runStarts(), train.runStarts(), known.delays())
                            .addTo(k);
                }
            }
            new KernelBlocks(kernel, train.columns()).apply(k, test.squares(), train.squares());
            return k;
        } catch (RuntimeException | Error e) {
            k.close();
            throw e;
        }
    }

    private void fill(DenseMatrix left, RowSource train, int i, DenseMatrix k) {
        double[] leftSquares = squares(left);
        for (int j = 0; j < train.rows(); j += BLOCK) {
            try (DenseMatrix right = block(train, j, "feature");
                    DenseMatrix part = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), right.rows())) {
                Blas.multiply(left, right.transposed(), part);
                apply(part, leftSquares, squares(right));
                write(part, k, i, j);
            }
        }
    }

    private static DenseMatrix block(RowSource x, int from, String what) {
        int rows = Math.min(BLOCK, x.rows() - from);
        DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, rows, x.columns());
        double[] row = new double[x.columns()];
        try {
            for (int i = 0; i < rows; i++) {
                readRow(x, from + i, what, row);
                block.writeRow(i, row);
            }
            return block;
        } catch (RuntimeException | Error e) {
            block.close();
            throw e;
        }
    }

    /** @throws IllegalArgumentException if a feature is not finite */
    private static void readRow(RowSource x, int sample, String what, double[] row) {
        x.readRow(sample, row);
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException(what + " " + j + " of sample " + sample + " is " + row[j]
                        + "; features must be finite: drop the column or fill the samples");
            }
        }
    }

    private static double[] squares(DenseMatrix block) {
        double[] squares = new double[block.rows()];
        double[] row = new double[block.columns()];
        for (int i = 0; i < squares.length; i++) {
            block.readRow(i, row);
            for (double value : row) {
                squares[i] += value * value;
            }
        }
        return squares;
    }

    private void apply(DenseMatrix part, double[] leftSquares, double[] rightSquares) {
        double[] row = new double[part.columns()];
        for (int i = 0; i < part.rows(); i++) {
            part.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = kernel.of(row[j], leftSquares[i], rightSquares[j], features);
            }
            part.writeRow(i, row);
        }
    }

    private static void write(DenseMatrix part, DenseMatrix k, int i, int j) {
        double[] full = new double[k.columns()];
        double[] row = new double[part.columns()];
        for (int a = 0; a < part.rows(); a++) {
            k.readRow(i + a, full);
            part.readRow(a, row);
            System.arraycopy(row, 0, full, j, row.length);
            k.writeRow(i + a, full);
        }
    }
}
