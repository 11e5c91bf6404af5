package org.neurobeam.encoders.kernel;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/** Kernel matrices from blocks of rows: float64 products of two blocks at a time, whatever the type of the features. */
final class KernelBlocks {
    private static final int BLOCK = 256;

    private final Kernel kernel;
    private final int features;

    private KernelBlocks(Kernel kernel, int features) {
        this.kernel = kernel;
        this.features = features;
    }

    static DenseMatrix symmetric(Kernel kernel, RowSource x) {
        int n = x.rows();
        KernelBlocks blocks = new KernelBlocks(kernel, x.columns());
        DenseMatrix k = DenseMatrix.zeros(Precision.FLOAT64, n, n);
        try (MatrixScope scope = new MatrixScope()) {
            for (int i = 0; i < n; i += BLOCK) {
                DenseMatrix left = scope.own(block(x, i, "feature"));
                double[] leftSquares = squares(left);
                for (int j = 0; j <= i; j += BLOCK) {
                    DenseMatrix right = j == i ? left : scope.own(block(x, j, "feature"));
                    try (DenseMatrix part = DenseMatrix.zeros(Precision.FLOAT64, left.rows(), right.rows())) {
                        Blas.multiply(left, right.transposed(), part);
                        blocks.apply(part, leftSquares, squares(right));
                        write(part, k, i, j);
                        writeTransposed(part, k, i, j);
                    }
                    if (j < i) {
                        scope.release(right);
                    }
                }
                scope.release(left);
            }
            return k;
        } catch (RuntimeException | Error e) {
            k.close();
            throw e;
        }
    }

    static DenseMatrix rectangular(Kernel kernel, RowSource test, RowSource train) {
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
        for (int i = 0; i < rows; i++) {
            x.readRow(from + i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    block.close();
                    throw new IllegalArgumentException(what + " " + j + " of sample " + (from + i) + " is " + row[j]
                            + "; features must be finite: drop the column or fill the samples");
                }
            }
            block.writeRow(i, row);
        }
        return block;
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

    /** The transposed block; of a diagonal block the lower triangle goes to the upper one. */
    private static void writeTransposed(DenseMatrix part, DenseMatrix k, int i, int j) {
        double[][] rows = new double[part.rows()][part.columns()];
        for (int a = 0; a < rows.length; a++) {
            part.readRow(a, rows[a]);
        }
        double[] full = new double[k.columns()];
        for (int b = 0; b < part.columns(); b++) {
            k.readRow(j + b, full);
            for (int a = i == j ? b + 1 : 0; a < rows.length; a++) {
                full[i + a] = rows[a][b];
            }
            k.writeRow(j + b, full);
        }
    }
}
