package org.neurobeam.encoders.ridge;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Eigendecomposition of the (centred) Gram matrix of one training set, without its null space.
 *
 * <p>Primal: {@code X_t'X_t = V diag(s) V'}; dual: {@code X_t X_t' = U diag(s) U'}. The rotated targets {@code a}
 * [r x t] are V'X_t'Y_t or U'Y_t, and every prediction is {@code P (a / (s + alpha))} for the projection P of the
 * predicted rows.
 */
final class Spectrum {
    /** Error of a float32 eigenvalue, in units of the resolution of the largest. */
    private static final double SINGLE = 8;

    /** Training cells. */
    final BitSet train;
    /** Training rows. */
    final int rows;
    /** Eigenvalues, ascending, [r]. */
    final double[] s;
    /** Eigenvectors as rows, [r x p] or [r x rows], in the precision of the data. */
    final DenseMatrix vectors;
    /** Training mean of the features as prepared, [p]; zeros without an intercept; empty in the dual of features. */
    final double[] meanX;
    /** What the training mean of a target contributes to its rotated values: a -= shift my', [r x 1]. */
    final DenseMatrix shift;

    /**
     * Eigenvectors that were left out, as rows, [at most r x rows], where the form needs them; no rows if there are
     * more.
     */
    final DenseMatrix unreached;

    private Optional<DenseMatrix> exact;

    Spectrum(
            BitSet train,
            int rows,
            double[] s,
            Optional<DenseMatrix> exact,
            DenseMatrix vectors,
            double[] meanX,
            DenseMatrix shift,
            DenseMatrix unreached) {
        this.train = train;
        this.rows = rows;
        this.s = s;
        this.exact = exact;
        this.vectors = vectors;
        this.meanX = meanX;
        this.shift = shift;
        this.unreached = unreached;
    }

    /** Everything but the float64 eigenvectors, which building alone needs. */
    void write(PartWriter out) throws IOException {
        out.bits(train);
        out.number(rows);
        out.doubles(s);
        out.matrix(vectors);
        out.doubles(meanX);
        out.matrix(shift);
        out.matrix(unreached);
    }

    static Spectrum read(PartReader in) throws IOException {
        return new Spectrum(
                in.bits(),
                in.number(),
                in.doubles(),
                Optional.empty(),
                in.matrix(),
                in.doubles(),
                in.matrix(),
                in.matrix());
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

    /**
     * Index of the first eigenvalue of a kernel to use: the first above rounding, or 0 if the kernel is indefinite,
     * because then its null space predicts as well.
     */
    static int firstUsed(double[] values, int order, Precision precision) {
        if (values.length == 0) {
            return 0;
        }
        double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
        double floor = largest * (precision == Precision.FLOAT64 ? order * Math.ulp(1.0) : SINGLE * Math.ulp(1f));
        if (values[0] < -floor) {
            return 0;
        }
        int first = 0;
        while (first < values.length && !(values[first] > floor)) {
            first++;
        }
        return first;
    }

    /**
     * Refuses penalties so small that an indefinite kernel makes the problem singular or nearly so.
     *
     * @throws NumericalException if the smallest penalty is below twice the size of the most negative eigenvalue
     */
    void requirePositive(double smallestAlpha) {
        double lowest = s.length == 0 ? 0 : s[0];
        if (lowest < 0 && smallestAlpha < -2 * lowest) {
            throw new NumericalException("the kernel is indefinite: its smallest eigenvalue on " + rows
                    + " training rows is " + lowest + ", so penalties below " + -2 * lowest
                    + " have no stable solution but alpha " + smallestAlpha
                    + " was given; raise the smallest alpha or choose a positive definite kernel");
        }
    }
}
