package org.neurobeam.preprocess.calcium;

/** A spline evaluated at fixed ascending points: weights found once, a series costs O(samples + points). Immutable. */
final class SplineSampler {
    private final InterpolatingSpline spline;
    private final int degree;
    private final int[] first;
    private final double[] weights;

    SplineSampler(double[] x, double[] points, int degree) {
        this.spline = new InterpolatingSpline(x, degree);
        this.degree = degree;
        this.first = new int[points.length];
        this.weights = new double[points.length * (degree + 1)];
        int span = degree;
        for (int p = 0; p < points.length; p++) {
            span = spline.span(points[p], span);
            first[p] = span - degree;
            spline.basis(points[p], span, weights, p * (degree + 1));
        }
    }

    /** Values at the points of the spline through a series without gaps. */
    double[] sample(double[] y) {
        double[] c = spline.coefficients(y);
        double[] out = new double[first.length];
        for (int p = 0; p < out.length; p++) {
            double value = 0;
            for (int k = 0; k <= degree; k++) {
                value += weights[p * (degree + 1) + k] * c[first[p] + k];
            }
            out[p] = value;
        }
        return out;
    }
}
