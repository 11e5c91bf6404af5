package org.neurobeam.encoders.linear;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.linalg.Svd;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The rotation (or reflection) that brings one set of patterns closest to another: the alignment of two subjects'
 * response spaces.
 *
 * <pre>{@code R = argmin ||A R - B||_F with R'R = I = U V',     A'B = U diag(s) V',     scale = sum s}</pre>
 *
 * <p>Where A'B has rank below p, some of the p dimensions are rotated arbitrarily, which changes no distance. {@code scale
 * / ||A||^2} is the factor that brings A R closest to B. Nothing is centred. Cost n p^2 + O(p^3), in
 * float64; samples are read once. Immutable.
 *
 * @see <a href="https://doi.org/10.1007/BF02289451">Schoenemann 1966</a>
 */
public final class OrthogonalProcrustes {
    private static final int BLOCK = 256;

    private final DoubleMatrix rotation;
    private final double scale;

    private OrthogonalProcrustes(DoubleMatrix rotation, double scale) {
        this.rotation = rotation;
        this.scale = scale;
    }

    /**
     * Finds the rotation.
     *
     * @param a patterns to be rotated, [n samples x p dimensions], finite
     * @param b where they should go, [n samples x p dimensions], finite
     * @throws IllegalArgumentException if the shapes differ, are empty, or a value is not finite
     */
    public static OrthogonalProcrustes of(RowSource a, RowSource b) {
        if (a.rows() != b.rows() || a.columns() != b.columns() || a.rows() == 0 || a.columns() == 0) {
            throw new IllegalArgumentException("patterns [" + a.rows() + " samples x " + a.columns()
                    + " dimensions] and [" + b.rows() + " samples x " + b.columns()
                    + " dimensions] must have one shape and at least one element");
        }
        int p = a.columns();
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix products = scope.zeros(Precision.FLOAT64, p, p);
            for (int from = 0; from < a.rows(); from += BLOCK) {
                int to = Math.min(a.rows(), from + BLOCK);
                try (DenseMatrix left = rows(a, from, to, "first");
                        DenseMatrix right = rows(b, from, to, "second")) {
                    Blas.multiply(1, left.transposed(), right, 1, products);
                }
            }
            try (Svd svd = Svd.of(products)) {
                DenseMatrix r = scope.zeros(Precision.FLOAT64, p, p);
                Blas.multiply(svd.left(), svd.right(), r);
                double sum = 0;
                for (double s : svd.values()) {
                    sum += s;
                }
                return new OrthogonalProcrustes(r.toDoubleMatrix(), sum);
            }
        }
    }

    private static DenseMatrix rows(RowSource source, int from, int to, String which) {
        DenseMatrix block = DenseMatrix.zeros(Precision.FLOAT64, to - from, source.columns());
        double[] row = new double[source.columns()];
        for (int i = from; i < to; i++) {
            source.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    block.close();
                    throw new IllegalArgumentException(
                            "dimension " + j + " of sample " + i + " of the " + which + " patterns is " + row[j]
                                    + "; all must be finite: drop the dimension or fill the samples");
                }
            }
            block.writeRow(i - from, row);
        }
        return block;
    }

    /** R, [p x p], orthogonal. */
    public DoubleMatrix rotation() {
        return rotation;
    }

    /** Sum of the singular values of A'B: trace of (A R)'B. */
    public double scale() {
        return scale;
    }

    /**
     * Patterns times R.
     *
     * @param patterns [m samples x p dimensions]
     * @return [m samples x p dimensions]
     * @throws IllegalArgumentException if the dimensions are not those of the rotation
     */
    public DoubleMatrix align(RowSource patterns) {
        if (patterns.columns() != rotation.rows()) {
            throw new IllegalArgumentException("patterns [" + patterns.rows() + " samples x " + patterns.columns()
                    + " dimensions] but a rotation of " + rotation.rows() + " dimensions");
        }
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix x = scope.own(DenseMatrix.copyOf(patterns, Precision.FLOAT64));
            DenseMatrix r = scope.own(DenseMatrix.copyOf(rotation));
            DenseMatrix y = scope.zeros(Precision.FLOAT64, x.rows(), x.columns());
            Blas.multiply(x, r, y);
            return y.toDoubleMatrix();
        }
    }
}
