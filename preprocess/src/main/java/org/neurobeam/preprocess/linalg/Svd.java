package org.neurobeam.preprocess.linalg;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** Thin singular value decomposition {@code A = U diag(s) V'} of a float64 matrix by divide and conquer (dgesdd). */
public final class Svd implements AutoCloseable {
    private final double[] values;
    private final DenseMatrix left;
    private final DenseMatrix right;

    private Svd(double[] values, DenseMatrix left, DenseMatrix right) {
        this.values = values;
        this.left = left;
        this.right = right;
    }

    /**
     * Decomposes a copy.
     *
     * @param a [m x n] float64
     * @throws org.neurobeam.schemas.error.NumericalException if the iteration fails or a holds NaN
     */
    public static Svd of(DenseMatrix a) {
        if (a.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("SVD needs a FLOAT64 matrix but got " + a);
        }
        int m = a.rows();
        int n = a.columns();
        int k = Math.min(m, n);
        double[] values = new double[k];
        DenseMatrix left = DenseMatrix.zeros(Precision.FLOAT64, m, k);
        DenseMatrix right = DenseMatrix.zeros(Precision.FLOAT64, k, n);
        if (k > 0) {
            // row-major A is column-major A' = V diag(s) U': left and right change places
            try (DenseMatrix copy = a.to(Precision.FLOAT64);
                    DoublePointer s = new DoublePointer(k)) {
                int info = openblas.LAPACKE_dgesdd(
                        Lapack.COLUMN_MAJOR,
                        (byte) 'S',
                        n,
                        m,
                        copy.doubles(),
                        n,
                        s,
                        right.doubles(),
                        n,
                        left.doubles(),
                        k);
                Lapack.require(info, "dgesdd", k);
                s.get(values);
            }
        }
        return new Svd(values, left, right);
    }

    /** Singular values, descending, [min(m, n)]. */
    public double[] values() {
        return Arrays.copyOf(values, values.length);
    }

    /** U, [m x min(m, n)]; freed with this object. */
    public DenseMatrix left() {
        return left;
    }

    /** V', [min(m, n) x n]; freed with this object. */
    public DenseMatrix right() {
        return right;
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
