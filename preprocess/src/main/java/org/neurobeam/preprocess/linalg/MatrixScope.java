package org.neurobeam.preprocess.linalg;

import java.util.ArrayList;
import java.util.List;

/** Owns off-heap matrices and frees all of them at once: use in try-with-resources. Threads may share it. */
public final class MatrixScope implements AutoCloseable {
    private final List<DenseMatrix> owned = new ArrayList<>();

    /** Zeros, [rows x columns], freed with this scope. */
    public DenseMatrix zeros(Precision precision, int rows, int columns) {
        return own(DenseMatrix.zeros(precision, rows, columns));
    }

    /** Takes over a matrix: it is freed with this scope. */
    public synchronized DenseMatrix own(DenseMatrix matrix) {
        owned.add(matrix);
        return matrix;
    }

    /** Frees a matrix of this scope now. */
    public synchronized void release(DenseMatrix matrix) {
        owned.removeIf(m -> m == matrix);
        matrix.close();
    }

    /** Bytes that the matrices of this scope hold. */
    public synchronized long bytes() {
        return owned.stream()
                .mapToLong(m -> (long) m.rows() * m.columns() * m.precision().bytes())
                .sum();
    }

    @Override
    public synchronized void close() {
        owned.forEach(DenseMatrix::close);
        owned.clear();
    }
}
