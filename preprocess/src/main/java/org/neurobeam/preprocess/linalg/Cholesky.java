package org.neurobeam.preprocess.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasLeft;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Cholesky factorisation {@code A = L L'} of a symmetric positive definite float64 matrix: n^3/3 flops (dpotrf).
 *
 * <p>LAPACK is told that the matrix is column-major and upper, which is the same memory as row-major and lower, so
 * nothing is transposed.
 */
public final class Cholesky implements AutoCloseable {
    private static final byte UPPER_BY_COLUMNS = 'U';

    private final DenseMatrix lower;

    private Cholesky(DenseMatrix lower) {
        this.lower = lower;
    }

    /**
     * Factorises a copy.
     *
     * @param a [n x n] float64, symmetric
     * @throws NumericalException if a is not positive definite
     */
    public static Cholesky of(DenseMatrix a) {
        return shifted(a, 0);
    }

    /**
     * Factorises a copy plus a multiple of the identity, {@code A + shift I}.
     *
     * @param a [n x n] float64, symmetric
     * @throws NumericalException if the sum is not positive definite
     */
    public static Cholesky shifted(DenseMatrix a, double shift) {
        if (a.rows() != a.columns() || a.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("Cholesky needs a square FLOAT64 matrix but got " + a);
        }
        DenseMatrix l = DenseMatrix.zeros(Precision.FLOAT64, a.rows(), a.columns());
        double[] row = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            row[i] += shift;
            l.writeRow(i, row);
        }
        try {
            factorise(l);
        } catch (NumericalException e) {
            l.close();
            throw e;
        }
        return new Cholesky(l);
    }

    private static void factorise(DenseMatrix a) {
        int info = openblas.LAPACKE_dpotrf(
                Lapack.COLUMN_MAJOR, UPPER_BY_COLUMNS, a.rows(), a.doubles(), Math.max(1, a.rows()));
        if (info != 0) {
            throw new NumericalException("the leading minor of order " + info + " of a matrix of order " + a.rows()
                    + " is not positive (dpotrf info " + info + "); raise the penalty or remove dependent columns");
        }
    }

    /**
     * A becomes A^-1 in its own memory, n^3 flops.
     *
     * @param a [n x n] float64, symmetric; undefined after a failure
     * @throws NumericalException if a is not positive definite
     */
    public static void invert(DenseMatrix a) {
        if (a.rows() != a.columns() || a.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("Cholesky needs a square FLOAT64 matrix but got " + a);
        }
        factorise(a);
        invertFactor(a);
    }

    private static void invertFactor(DenseMatrix l) {
        int n = l.rows();
        int info = openblas.LAPACKE_dpotri(Lapack.COLUMN_MAJOR, UPPER_BY_COLUMNS, n, l.doubles(), Math.max(1, n));
        Lapack.require(info, "dpotri", n);
        Blas.mirrorLower(l);
    }

    /**
     * B becomes A^-1 B, 2 n^2 m flops.
     *
     * @param b [n x m] float64, overwritten
     */
    public void solve(DenseMatrix b) {
        if (b.rows() != lower.rows() || b.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("right-hand side " + b + " for a factor of order " + lower.rows());
        }
        if (b.rows() == 0 || b.columns() == 0) {
            return;
        }
        triangular(CblasNoTrans, b);
        triangular(CblasTrans, b);
    }

    private void triangular(int transpose, DenseMatrix b) {
        openblas_nolapack.cblas_dtrsm(
                CblasRowMajor,
                CblasLeft,
                CblasLower,
                transpose,
                CblasNonUnit,
                b.rows(),
                b.columns(),
                1,
                lower.doubles(),
                lower.columns(),
                b.doubles(),
                b.columns());
    }

    /**
     * A^-1[rows, rows], a new matrix that the caller closes: (n - b)^2 |rows| flops for the first row b, and 2
     * (n - b) |rows|^2.
     *
     * @param rows distinct, in any order
     */
    public DenseMatrix inverseBlock(int... rows) {
        int n = lower.rows();
        int first = Arrays.stream(rows).min().orElse(0);
        DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, rows.length, rows.length);
        if (rows.length == 0) {
            return block;
        }
        try (DenseMatrix x = DenseMatrix.zeros(Precision.FLOAT64, n - first, rows.length)) {
            double[] unit = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                x.readRow(rows[i] - first, unit);
                unit[i] = 1;
                x.writeRow(rows[i] - first, unit);
                unit[i] = 0;
            }
            // columns of L^-1 are zero above the first row
            openblas_nolapack.cblas_dtrsm(
                    CblasRowMajor,
                    CblasLeft,
                    CblasLower,
                    CblasNoTrans,
                    CblasNonUnit,
                    n - first,
                    rows.length,
                    1,
                    lower.doubles().getPointer((long) first * (n + 1)),
                    n,
                    x.doubles(),
                    rows.length);
            Blas.addColumnGram(x, block);
            return block;
        }
    }

    /** A^-1, a new matrix that the caller closes: 2 n^3/3 flops more (dpotri). */
    public DenseMatrix inverse() {
        DenseMatrix inverse = lower.to(Precision.FLOAT64);
        invertFactor(inverse);
        return inverse;
    }

    /** L with zeros above the diagonal, [n x n] on the heap. */
    public DoubleMatrix factor() {
        DoubleMatrix factor = lower.toDoubleMatrix();
        for (int i = 0; i < factor.rows(); i++) {
            Arrays.fill(factor.values(), i * factor.columns() + i + 1, (i + 1) * factor.columns(), 0);
        }
        return factor;
    }

    /** Natural logarithm of the determinant of A. */
    public double logDeterminant() {
        double sum = 0;
        double[] row = new double[lower.columns()];
        for (int i = 0; i < lower.rows(); i++) {
            lower.readRow(i, row);
            sum += 2 * Math.log(row[i]);
        }
        return sum;
    }

    @Override
    public void close() {
        lower.close();
    }
}
