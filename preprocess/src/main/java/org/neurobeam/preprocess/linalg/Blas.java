package org.neurobeam.preprocess.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.openblas.global.openblas_nolapack;

/** Products of dense matrices, one BLAS thread. All factors of a product have one precision. */
public final class Blas {
    /** Rows or columns that are widened to float64 at a time when a Gram matrix is formed from float32 data. */
    private static final int GRAM_BLOCK = 512;

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
        boolean wide = x.precision() == Precision.FLOAT64;
        int most = Math.min(GRAM_BLOCK, x.rows());
        try (DenseMatrix widened = DenseMatrix.zeros(Precision.FLOAT64, wide ? 0 : most, x.columns())) {
            double[] row = new double[x.columns()];
            for (int start = 0; start < x.rows(); start += GRAM_BLOCK) {
                int rows = Math.min(GRAM_BLOCK, x.rows() - start);
                for (int i = 0; i < rows && !wide; i++) {
                    x.readRow(start + i, row);
                    widened.writeRow(i, row);
                }
                DenseMatrix block = wide ? x.rowView(start, start + rows) : widened;
                openblas_nolapack.cblas_dsyrk(
                        CblasRowMajor,
                        CblasUpper,
                        CblasTrans,
                        x.columns(),
                        rows,
                        1,
                        block.doubles(),
                        x.columns(),
                        1,
                        into.doubles(),
                        x.columns());
            }
        }
        mirrorUpper(into);
    }

    /**
     * Adds XX' to a float64 matrix, whatever the precision of X: n^2 p flops.
     *
     * @param x [n x p]
     * @param into [n x n] float64, symmetric, accumulated in both triangles
     */
    public static void addRowGram(DenseMatrix x, DenseMatrix into) {
        addRowGram(x, 0, x.columns(), into);
    }

    /** The same with columns [from, to) of X alone. */
    public static void addRowGram(DenseMatrix x, int from, int to, DenseMatrix into) {
        int n = x.rows();
        requireGram(x, into, n);
        double[] row = new double[x.columns()];
        double[] part = new double[GRAM_BLOCK];
        for (int start = from; start < to; start += GRAM_BLOCK) {
            int width = Math.min(GRAM_BLOCK, to - start);
            try (DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, n, width)) {
                for (int i = 0; i < n; i++) {
                    x.readRow(i, row);
                    System.arraycopy(row, start, part, 0, width);
                    block.writeRow(i, part);
                }
                openblas_nolapack.cblas_dsyrk(
                        CblasRowMajor,
                        CblasUpper,
                        CblasNoTrans,
                        n,
                        width,
                        1,
                        block.doubles(),
                        width,
                        1,
                        into.doubles(),
                        n);
            }
        }
        mirrorUpper(into);
    }

    private static void requireGram(DenseMatrix x, DenseMatrix into, int order) {
        if (into.rows() != order || into.columns() != order || into.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("Gram matrix of " + x + " into " + into);
        }
    }

    /** Copies the upper triangle into the lower one, in square tiles so that strided reads stay in cache. */
    static void mirrorUpper(DenseMatrix a) {
        int n = a.rows();
        int tile = 64;
        double[][] band = new double[Math.min(tile, n)][n];
        double[] row = new double[n];
        for (int r0 = 0; r0 < n; r0 += tile) {
            int r1 = Math.min(n, r0 + tile);
            for (int i = r0; i < r1; i++) {
                a.readRow(i, band[i - r0]);
            }
            for (int j = r0 + 1; j < n; j++) {
                a.readRow(j, row);
                for (int i = r0; i < Math.min(r1, j); i++) {
                    row[i] = band[i - r0][j];
                }
                a.writeRow(j, row);
            }
        }
    }

    /** Copies the lower triangle into the upper one, in tiles of rows. */
    static void mirrorLower(DenseMatrix a) {
        int n = a.rows();
        int tile = 64;
        double[][] band = new double[Math.min(tile, n)][n];
        double[] row = new double[n];
        for (int r0 = 0; r0 < n; r0 += tile) {
            int r1 = Math.min(n, r0 + tile);
            for (int i = r0; i < r1; i++) {
                a.readRow(i, band[i - r0]);
            }
            for (int j = r0 + 1; j < n; j++) {
                a.readRow(j, row);
                for (int i = r0; i < Math.min(r1, j); i++) {
                    band[i - r0][j] = row[i];
                }
            }
            for (int i = r0; i < r1; i++) {
                a.writeRow(i, band[i - r0]);
            }
        }
    }
}
