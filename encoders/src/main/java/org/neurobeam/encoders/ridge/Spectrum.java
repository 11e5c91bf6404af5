package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/**
 * Eigendecomposition of the (centred) Gram matrix of one training set, without its null space.
 *
 * <p>Primal: {@code X_t'X_t = V diag(s) V'}; dual: {@code X_t X_t' = U diag(s) U'}. The rotated targets {@code a}
 * [r x t] are V'X_t'Y_t or U'Y_t, and every prediction is {@code P (a / (s + alpha))} for the projection P of the
 * predicted rows.
 */
final class Spectrum {
    /** Training cells. */
    final BitSet train;
    /** Training rows. */
    final int rows;
    /** Eigenvalues, ascending, [r]. */
    final double[] s;
    /** Eigenvectors as rows, [r x p] or [r x rows], in the precision of the data. */
    final DenseMatrix vectors;
    /** Training mean of the features as prepared, [p]; zeros without an intercept; empty in the dual. */
    final double[] meanX;
    /** What the training mean of a target contributes to its rotated values: a -= shift my', [r x 1]. */
    final DenseMatrix shift;

    private Optional<DenseMatrix> exact;

    Spectrum(
            BitSet train,
            int rows,
            double[] s,
            DenseMatrix exact,
            DenseMatrix vectors,
            double[] meanX,
            DenseMatrix shift) {
        this.train = train;
        this.rows = rows;
        this.s = s;
        this.exact = Optional.of(exact);
        this.vectors = vectors;
        this.meanX = meanX;
        this.shift = shift;
    }

    /** The eigenvectors in float64, while the design is built. */
    DenseMatrix exact() {
        return exact.orElseThrow(() -> new IllegalStateException("float64 eigenvectors are freed after building"));
    }

    /** Forgets the float64 eigenvectors, whose memory the builder frees. */
    void built() {
        exact = Optional.empty();
    }

    /** Number of components kept. */
    int rank() {
        return s.length;
    }

    /** Index of the first eigenvalue above rounding, of ascending values. */
    static int firstAbove(double[] values, int order) {
        double floor = values.length == 0 ? 0 : Math.ulp(1.0) * order * values[values.length - 1];
        int first = 0;
        while (first < values.length && !(values[first] > Math.max(0, floor))) {
            first++;
        }
        return first;
    }
}
