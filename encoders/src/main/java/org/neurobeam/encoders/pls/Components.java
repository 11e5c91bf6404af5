package org.neurobeam.encoders.pls;

import org.neurobeam.encoders.linear.LeadingDirection;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.ThinRotation;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * The components of centred data: rotations R [p x K], so that the scores are X R, and loadings Q [K x t] of the
 * targets.
 *
 * <p>Only S = X'Y is deflated, never X or Y:
 *
 * <pre>{@code
 * w = first left singular vector of S          r = w - sum_j (p_j'w) r_j
 * u = X r,  p = X'u/(u'u),  q = S'r/(u'u)      S = S - (u'u) p q'
 * }</pre>
 *
 * <p>These are the components of NIPALS (PLS2) without its iterations. With more features than samples all of it
 * happens in the coordinates of the thin SVD of X, which changes no component.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1099-128X(199701)11:1%3C73::AID-CEM435%3E3.0.CO;2-%23">Dayal and
 *     MacGregor 1997</a>
 */
final class Components implements AutoCloseable {
    /** A covariance this small beside the first one is rounding: the directions are used up. */
    private static final double EXHAUSTED = 1e-12;

    private final MatrixScope scope = new MatrixScope();
    private final DenseMatrix rotations;
    private final DenseMatrix loadings;
    private int count;

    private Components(int features, int targets, int most) {
        rotations = scope.zeros(Precision.FLOAT64, most, features);
        loadings = scope.zeros(Precision.FLOAT64, most, targets);
    }

    /** At most K components of a problem; the caller closes them. */
    static Components of(LinearProblem problem, int most) {
        DenseMatrix x = problem.x();
        if (x.columns() <= x.rows()) {
            Components components = new Components(x.columns(), problem.y().columns(), most);
            components.extract(x, problem.y());
            return components;
        }
        Components components = new Components(x.columns(), problem.y().columns(), most);
        try (ThinRotation rotation = ThinRotation.of(problem);
                DenseMatrix narrow = diagonal(rotation.values());
                Components inner = new Components(narrow.columns(), problem.y().columns(), most)) {
            inner.extract(narrow, rotation.rotated());
            Blas.multiply(inner.rotations, rotation.right(), components.rotations);
            components.loadings.copyRows(inner.loadings, 0);
            components.count = inner.count;
        }
        return components;
    }

    private static DenseMatrix diagonal(double[] values) {
        DenseMatrix m = DenseMatrix.zeros(Precision.FLOAT64, values.length, values.length);
        double[] row = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = values[i];
            m.writeRow(i, row);
            row[i] = 0;
        }
        return m;
    }

    private void extract(DenseMatrix x, DenseMatrix y) {
        try (MatrixScope work = new MatrixScope()) {
            DenseMatrix s = work.zeros(Precision.FLOAT64, x.columns(), y.columns());
            Blas.multiply(x.transposed(), y, s);
            DenseMatrix xLoadings = work.zeros(Precision.FLOAT64, rotations.rows(), x.columns());
            double first = 0;
            int most = Math.min(rotations.rows(), Math.min(x.rows(), x.columns()));
            for (int k = 0; k < most; k++) {
                DenseMatrix r = rotations.rowView(k, k + 1);
                double covariance = LeadingDirection.of(s, r);
                first = Math.max(first, covariance);
                if (!(covariance > EXHAUSTED * first)) {
                    Blas.scale(0, r);
                    return;
                }
                orthogonalise(r, xLoadings.rowView(0, k), rotations.rowView(0, k));
                deflate(x, s, r, xLoadings.rowView(k, k + 1));
                count = k + 1;
            }
        }
    }

    /** Loadings of the component with rotation r, and S without it. */
    private void deflate(DenseMatrix x, DenseMatrix s, DenseMatrix r, DenseMatrix xLoading) {
        try (DenseMatrix u = DenseMatrix.zeros(Precision.FLOAT64, 1, x.rows())) {
            Blas.multiply(r, x.transposed(), u);
            double energy = squaredNorm(u);
            DenseMatrix loading = loadings.rowView(count, count + 1);
            Blas.multiply(1 / energy, u, x, 0, xLoading);
            Blas.multiply(1 / energy, r, s, 0, loading);
            Blas.multiply(-energy, xLoading.transposed(), loading, 1, s);
        }
    }

    /** r becomes r - (P r')' R for the components so far. */
    private static void orthogonalise(DenseMatrix r, DenseMatrix xLoadings, DenseMatrix previous) {
        if (previous.rows() == 0) {
            return;
        }
        try (DenseMatrix overlap = DenseMatrix.zeros(Precision.FLOAT64, 1, previous.rows())) {
            Blas.multiply(r, xLoadings.transposed(), overlap);
            Blas.multiply(-1, overlap, previous, 1, r);
        }
    }

    private static double squaredNorm(DenseMatrix row) {
        double[] values = new double[row.columns()];
        row.readRow(0, values);
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** Number of components found, at most K. */
    int count() {
        return count;
    }

    /** R', [K x p]; rows after the last component are 0. */
    DenseMatrix rotations() {
        return rotations;
    }

    /** Q, [K x t]; rows after the last component are 0. */
    DenseMatrix loadings() {
        return loadings;
    }

    @Override
    public void close() {
        scope.close();
    }
}
