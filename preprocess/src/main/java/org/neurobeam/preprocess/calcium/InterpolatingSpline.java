package org.neurobeam.preprocess.calcium;

import org.neurobeam.schemas.error.NumericalException;

/**
 * A spline of degree 2 or 3 through all samples, not-a-knot at both ends, as linear functions of the samples.
 *
 * <p>Knots: the samples without the second and the last but one (degree 3), or the midpoints without the first and the
 * last (degree 2). The collocation matrix is banded and totally positive, so that elimination without pivoting is
 * stable; it is factored once, a series costs O(T + targets).
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-6333-3">de Boor 1978, chapters X and XIII</a>
 */
final class InterpolatingSpline {
    private final int degree;
    private final int count;
    private final double[] knots;
    /** Row i of the factors at [i * width, (i + 1) * width): columns i - degree to i + degree. */
    private final double[] band;

    private final int width;

    /**
     * @param x strictly increasing, more than the degree
     * @param degree 2 or 3
     */
    InterpolatingSpline(double[] x, int degree) {
        if (x.length <= degree) {
            throw new NumericalException("a spline of degree " + degree + " needs " + (degree + 1) + " samples, found "
                    + x.length + "; use interpolate: linear");
        }
        this.degree = degree;
        this.count = x.length;
        this.width = 2 * degree + 1;
        this.knots = knots(x, degree);
        this.band = new double[count * width];
        collocate(x);
        factor();
    }

    private static double[] knots(double[] x, int degree) {
        int n = x.length;
        double[] knots = new double[n + degree + 1];
        for (int i = 0; i <= degree; i++) {
            knots[i] = x[0];
            knots[n + i] = x[n - 1];
        }
        for (int i = degree + 1; i < n; i++) {
            int j = i - degree;
            knots[i] = degree == 2 ? (x[j] + x[j + 1]) / 2 : x[j + 1];
        }
        return knots;
    }

    /** The index of the last knot span that begins at or before a point; the outer spans reach beyond their ends. */
    int span(double point, int from) {
        int span = Math.max(from, degree);
        while (span < count - 1 && knots[span + 1] <= point) {
            span++;
        }
        return span;
    }

    /** Values of the degree + 1 B-splines that live on a span, into out[offset ...]; those of span - degree ... span. */
    void basis(double point, int span, double[] out, int offset) {
        out[offset] = 1;
        for (int d = 1; d <= degree; d++) {
            double saved = 0;
            for (int r = 0; r < d; r++) {
                double right = knots[span + r + 1];
                double left = knots[span + 1 - d + r];
                double term = out[offset + r] / (right - left);
                out[offset + r] = saved + (right - point) * term;
                saved = (point - left) * term;
            }
            out[offset + d] = saved;
        }
    }

    private void collocate(double[] x) {
        double[] values = new double[degree + 1];
        int span = degree;
        for (int i = 0; i < count; i++) {
            span = span(x[i], span);
            basis(x[i], span, values, 0);
            for (int k = 0; k <= degree; k++) {
                int column = span - degree + k - (i - degree);
                if (column >= 0 && column < width) {
                    band[i * width + column] = values[k];
                }
            }
        }
    }

    private void factor() {
        for (int i = 0; i < count; i++) {
            double pivot = band[i * width + degree];
            for (int r = i + 1; r <= Math.min(i + degree, count - 1); r++) {
                int at = r * width + degree - (r - i);
                double multiplier = band[at] / pivot;
                band[at] = multiplier;
                for (int k = 1; k <= Math.min(degree, count - 1 - i); k++) {
                    band[at + k] -= multiplier * band[i * width + degree + k];
                }
            }
        }
    }

    /** The B-spline coefficients of a series, [samples]. */
    double[] coefficients(double[] y) {
        double[] c = y.clone();
        for (int i = 0; i < count; i++) {
            for (int k = Math.max(0, i - degree); k < i; k++) {
                c[i] -= band[i * width + degree - (i - k)] * c[k];
            }
        }
        for (int i = count - 1; i >= 0; i--) {
            for (int k = i + 1; k <= Math.min(i + degree, count - 1); k++) {
                c[i] -= band[i * width + degree + k - i] * c[k];
            }
            c[i] /= band[i * width + degree];
        }
        return c;
    }
}
