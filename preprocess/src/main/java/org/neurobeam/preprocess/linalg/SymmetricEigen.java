package org.neurobeam.preprocess.linalg;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigendecomposition {@code A = Q' diag(values) Q} of a symmetric float64 matrix by divide and conquer (dsyevd), about
 * 10 n^3 flops; workspace 2 n^2.
 */
public final class SymmetricEigen implements AutoCloseable {
    private final double[] values;
    private final DenseMatrix vectors;

    private SymmetricEigen(double[] values, DenseMatrix vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Factorises in place: the matrix becomes the eigenvectors and belongs to the result.
     *
     * @param a [n x n] float64, symmetric; overwritten
     * @throws org.neurobeam.schemas.error.NumericalException if the iteration fails or a holds NaN
     */
    public static SymmetricEigen inPlace(DenseMatrix a) {
        if (a.rows() != a.columns() || a.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("eigendecomposition needs a square FLOAT64 matrix but got " + a);
        }
        int n = a.rows();
        double[] values = new double[n];
        if (n > 0) {
            try (DoublePointer w = new DoublePointer(n)) {
                int info = openblas.LAPACKE_dsyevd(Lapack.COLUMN_MAJOR, (byte) 'V', (byte) 'L', n, a.doubles(), n, w);
                Lapack.require(info, "dsyevd", n);
                w.get(values);
            }
        }
        return new SymmetricEigen(values, a);
    }

    /** Eigenvalues, ascending, [n]. */
    public double[] values() {
        return Arrays.copyOf(values, values.length);
    }

    /** Eigenvectors as rows, in the order of the values, [n x n]; freed with this object. */
    public DenseMatrix vectors() {
        return vectors;
    }

    @Override
    public void close() {
        vectors.close();
    }
}
