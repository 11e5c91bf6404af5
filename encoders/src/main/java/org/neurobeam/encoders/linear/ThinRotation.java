package org.neurobeam.encoders.linear;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.Svd;

/**
 * A problem in the basis of its singular vectors, {@code X = U diag(s) V'}: the features become diag(s) V' [r x p] and
 * the targets a = U'Y [r x t]. What is left of Y outside the columns of X, no weight can reach.
 *
 * <p>The decomposition is that of X, not of X'X: small singular values keep their digits. One costs about 6 n p
 * min(n, p) flops.
 */
public final class ThinRotation implements AutoCloseable {
    /** Directions below this singular value carry no weight, as in fracridge. */
    private static final double SMALLEST = 1e-10;

    private final MatrixScope scope = new MatrixScope();
    private final double[] values;
    private final double smallest;
    private final DenseMatrix right;
    private final DenseMatrix rotated;

    private ThinRotation(Svd svd, DenseMatrix y) {
        double[] all = svd.values();
        double threshold = all.length == 0
                ? 0
                : Math.max(
                        SMALLEST, Math.ulp(1.0) * Math.max(y.rows(), svd.right().columns()) * all[0]);
        int rank = 0;
        while (rank < all.length && all[rank] > threshold) {
            rank++;
        }
        values = java.util.Arrays.copyOf(all, rank);
        smallest = all.length == 0 ? 0 : all[all.length - 1];
        right = scope.zeros(Precision.FLOAT64, rank, svd.right().columns());
        right.copyRows(svd.right().rowView(0, rank), 0);
        DenseMatrix a = scope.zeros(Precision.FLOAT64, all.length, y.columns());
        Blas.multiply(svd.left().transposed(), y, a);
        rotated = a.rowView(0, rank);
    }

    /** Decomposes the features and rotates the targets of a problem; the caller closes the result. */
    public static ThinRotation of(LinearProblem problem) {
        try (Svd svd = Svd.of(problem.x())) {
            return new ThinRotation(svd, problem.y());
        }
    }

    /** Singular values that are not rounding, descending, [r]. */
    public double[] values() {
        return values.clone();
    }

    /** The smallest singular value of all min(n, p), rounding or not. */
    public double smallestValue() {
        return smallest;
    }

    /** V', [r x p]; freed with this object. */
    public DenseMatrix right() {
        return right;
    }

    /** a = U'Y, [r x fitted targets]; freed with this object. */
    public DenseMatrix rotated() {
        return rotated;
    }

    /** Other rows in this basis, P = X_v V [rows x r]; the caller closes it. */
    public DenseMatrix project(DenseMatrix rows) {
        DenseMatrix projection = DenseMatrix.zeros(Precision.FLOAT64, rows.rows(), values.length);
        Blas.multiply(rows, right.transposed(), projection);
        return projection;
    }

    /** Weights of the features, V g [p x fitted targets], from weights g [r x fitted targets]; the caller closes it. */
    public DenseMatrix weights(DenseMatrix g) {
        DenseMatrix weights = DenseMatrix.zeros(Precision.FLOAT64, right.columns(), g.columns());
        Blas.multiply(right.transposed(), g, weights);
        return weights;
    }

    /**
     * Ridge weights in this basis, {@code g = s/(s^2 + alpha) a}; with alpha = 0 least squares of minimal norm.
     *
     * @param alphas penalty of each fitted target, {@code >= 0}
     * @param g [r x fitted targets], overwritten
     */
    public void shrink(double[] alphas, DenseMatrix g) {
        double[] row = new double[rotated.columns()];
        for (int i = 0; i < values.length; i++) {
            rotated.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] *= values[i] / (values[i] * values[i] + alphas[v]);
            }
            g.writeRow(i, row);
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
