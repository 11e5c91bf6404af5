package org.neurobeam.preprocess.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Products of dense matrices, one BLAS thread. All factors of a product have one precision. */
public final class Blas {
    /** Rows or columns that are at least widened to float64 at a time when a Gram matrix is formed. */
    private static final int GRAM_BLOCK = 512;
    /** What rows are widened to at a time, if that is more. */
    private static final int GRAM_BYTES = 1 << 26;
    /** Rows of a band when triangles are copied. */
    private static final int MIRRORED = 64;

    private Blas() {}

    /** C = A B, 2 m n k flops. */
    public static void multiply(Operand a, Operand b, DenseMatrix c) {
        multiply(1, a, b, 0, c);
    }

    /**
     * {@code C = alpha A B + beta C}; with beta = 0, C is not read.
     *
     * @param a [m x k]
     * @param b [k x n]
     * @param c [m x n], overwritten; must not overlap a or b
     * @throws IllegalArgumentException if shapes or precisions disagree
     */
    public static void multiply(double alpha, Operand a, Operand b, double beta, DenseMatrix c) {
        int m = a.operandRows();
        int n = b.operandColumns();
        int k = a.operandColumns();
        if (k != b.operandRows() || m != c.rows() || n != c.columns()) {
            throw new IllegalArgumentException("product of [" + m + " x " + k + "] and [" + b.operandRows() + " x " + n
                    + "] into [" + c.rows() + " x " + c.columns() + "]");
        }
        DenseMatrix x = a.stored();
        DenseMatrix y = b.stored();
        if (x.precision() != c.precision() || y.precision() != c.precision()) {
            throw new IllegalArgumentException("product of " + x + " and " + y + " into " + c + ": precisions differ");
        }
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            scale(beta, c);
            return;
        }
        int ta = a.isTransposed() ? CblasTrans : CblasNoTrans;
        int tb = b.isTransposed() ? CblasTrans : CblasNoTrans;
        if (c.precision() == Precision.FLOAT64) {
            openblas_nolapack.cblas_dgemm(
                    CblasRowMajor,
                    ta,
                    tb,
                    m,
                    n,
                    k,
                    alpha,
                    x.doubles(),
                    x.columns(),
                    y.doubles(),
                    y.columns(),
                    beta,
                    c.doubles(),
                    n);
        } else {
            openblas_nolapack.cblas_sgemm(
                    CblasRowMajor,
                    ta,
                    tb,
                    m,
                    n,
                    k,
                    (float) alpha,
                    x.floats(),
                    x.columns(),
                    y.floats(),
                    y.columns(),
                    (float) beta,
                    c.floats(),
                    n);
        }
    }

    /** C *= factor; a factor of 0 clears C whatever it holds. */
    public static void scale(double factor, DenseMatrix c) {
        double[] row = new double[c.columns()];
        for (int i = 0; i < c.rows(); i++) {
            c.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = factor == 0 ? 0 : row[j] * factor;
            }
            c.writeRow(i, row);
        }
    }

    /**
     * C += factor A.
     *
     * @throws IllegalArgumentException if shapes or precisions disagree
     */
    public static void add(double factor, DenseMatrix a, DenseMatrix c) {
        if (a.rows() != c.rows() || a.columns() != c.columns() || a.precision() != c.precision()) {
            throw new IllegalArgumentException("sum of " + a + " and " + c);
        }
        for (int i = 0; i < a.rows() && a.columns() > 0; i++) {
            DenseMatrix x = a.rowView(i, i + 1);
            DenseMatrix y = c.rowView(i, i + 1);
            if (c.precision() == Precision.FLOAT64) {
                openblas_nolapack.cblas_daxpy(a.columns(), factor, x.doubles(), 1, y.doubles(), 1);
            } else {
                openblas_nolapack.cblas_saxpy(a.columns(), (float) factor, x.floats(), 1, y.floats(), 1);
            }
        }
    }

    /**
     * Adds X'X to a float64 matrix, whatever the precision of X: n p^2 flops.
     *
     * @param x [n x p]
     * @param into [p x p] float64, symmetric, accumulated in both triangles
     */
    public static void addColumnGram(DenseMatrix x, DenseMatrix into) {
        requireGram(x, into, x.columns());
        if (x.precision() == Precision.FLOAT64) {
            addSquare(CblasTrans, x, into);
        } else {
            for (int start = 0; start < x.rows(); start += GRAM_BLOCK) {
                DenseMatrix block = x.rowView(start, Math.min(x.rows(), start + GRAM_BLOCK));
                try (DenseMatrix widened = block.to(Precision.FLOAT64)) {
                    addSquare(CblasTrans, widened, into);
                }
            }
        }
        mirrorUpper(into);
    }

    /**
     * Adds XX' to a float64 matrix, whatever the precision of X: n^2 p flops. Rows are read once for every 64 MB of X in
     * float64.
     *
     * @param x [n x p]
     * @param into [n x n] float64, symmetric, accumulated in both triangles
     */
    public static void addRowGram(RowSource x, DenseMatrix into) {
        addRowGram(x, 0, x.columns(), into);
    }

    /** The same with columns [from, to) of X alone. */
    public static void addRowGram(RowSource x, int from, int to, DenseMatrix into) {
        int n = x.rows();
        requireGram(x, into, n);
        int widest = Math.min(to - from, Math.max(GRAM_BLOCK, GRAM_BYTES / Double.BYTES / Math.max(1, n)));
        double[] row = new double[x.columns()];
        try (DenseMatrix buffer = DenseMatrix.zeros(Precision.FLOAT64, n, widest)) {
            for (int start = from; start < to; start += widest) {
                int width = Math.min(widest, to - start);
                DenseMatrix block = buffer.reshapedView(n, width);
                double[] part = new double[width];
                for (int i = 0; i < n; i++) {
                    x.readRow(i, row);
                    System.arraycopy(row, start, part, 0, width);
                    block.writeRow(i, part);
                }
                addSquare(CblasNoTrans, block, into);
            }
        }
        mirrorUpper(into);
    }

    /**
     * C = X'W for rows from anywhere, which are copied in blocks of up to 64 MB.
     *
     * @param x [n x p]
     * @param w [n x t]
     * @param c [p x t], overwritten, in the precision of w
     */
    public static void multiplyTransposed(RowSource x, DenseMatrix w, DenseMatrix c) {
        int p = x.columns();
        if (x.rows() != w.rows() || c.rows() != p || c.columns() != w.columns()) {
            throw new IllegalArgumentException(
                    "transposed product of [" + x.rows() + " x " + p + "] with " + w + " into " + c);
        }
        scale(0, c);
        int most = Math.max(1, GRAM_BYTES / Math.max(1, p * w.precision().bytes()));
        double[] row = new double[p];
        try (DenseMatrix buffer = DenseMatrix.zeros(w.precision(), Math.min(most, x.rows()), p)) {
            for (int from = 0; from < x.rows(); from += most) {
                DenseMatrix block = buffer.rowView(0, Math.min(most, x.rows() - from));
                for (int i = 0; i < block.rows(); i++) {
                    x.readRow(from + i, row);
                    block.writeRow(i, row);
                }
                DenseMatrix factor = w.rowView(from, from + block.rows());
                multiply(1, block.transposed(), factor, 1, c);
            }
        }
    }

    private static void requireGram(RowSource x, DenseMatrix into, int order) {
        if (into.rows() != order || into.columns() != order || into.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("Gram matrix of [" + x.rows() + " x " + x.columns() + "] into " + into);
        }
    }

    /** Adds XX' or, transposed, X'X to the upper triangle. */
    private static void addSquare(int transpose, DenseMatrix x, DenseMatrix into) {
        int summed = transpose == CblasTrans ? x.rows() : x.columns();
        if (summed == 0 || into.rows() == 0) {
            return;
        }
        openblas_nolapack.cblas_dsyrk(
                CblasRowMajor,
                CblasUpper,
                transpose,
                into.rows(),
                summed,
                1,
                x.doubles(),
                x.columns(),
                1,
                into.doubles(),
                into.columns());
    }

    /** Copies the upper triangle into the lower one. */
    static void mirrorUpper(DenseMatrix a) {
        forEachPiece(a, (length, upper, lower) -> openblas_nolapack.cblas_dcopy(length, upper, a.columns(), lower, 1));
    }

    /** Copies the lower triangle into the upper one. */
    static void mirrorLower(DenseMatrix a) {
        forEachPiece(a, (length, upper, lower) -> openblas_nolapack.cblas_dcopy(length, lower, 1, upper, a.columns()));
    }

    /** Part of a column above the diagonal and the same part of a row below it. */
    @FunctionalInterface
    private interface Piece {
        void accept(int length, DoublePointer upper, DoublePointer lower);
    }

    /** In bands of rows, so that what is read with strides stays in cache. */
    private static void forEachPiece(DenseMatrix a, Piece copy) {
        long n = a.rows();
        for (int first = 0; first < n; first += MIRRORED) {
            for (int j = first + 1; j < n; j++) {
                copy.accept(
                        Math.min(MIRRORED, j - first),
                        a.doubles().getPointer(first * n + j),
                        a.doubles().getPointer(j * n + first));
            }
        }
    }
}
