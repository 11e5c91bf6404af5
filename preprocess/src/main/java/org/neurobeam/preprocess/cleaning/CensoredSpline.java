package org.neurobeam.preprocess.cleaning;

/**
 * Values of a not-a-knot cubic spline at censored volumes, knots at the kept volumes, unit spacing.
 *
 * <p>The tridiagonal system for the slopes at the knots depends on the knots alone and is factored once; a series costs
 * O(kept volumes). Two or three knots: linear. One: constant.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-6333-3">de Boor 1978, chapter IV</a>
 */
final class CensoredSpline {
    private static final int CUBIC_KNOTS = 4;

    private final int[] knots;
    private final int[] targets;
    /** For each target the left knot of its interval, and the weights of y_k, y_k+1, s_k, s_k+1. */
    private final int[] left;

    private final double[] weights;
    /** Elimination: multiplier of the row above, inverse pivot, upper element. */
    private final double[] multiplier;

    private final double[] inverse;
    private final double[] upper;

    /**
     * @param knots kept volumes, ascending, at least one
     * @param targets volumes to be evaluated
     */
    CensoredSpline(int[] knots, int[] targets) {
        this.knots = knots;
        this.targets = targets;
        int n = knots.length;
        left = new int[targets.length];
        weights = new double[4 * targets.length];
        multiplier = new double[n];
        inverse = new double[n];
        upper = new double[n];
        if (n >= CUBIC_KNOTS) {
            factor();
        }
        for (int t = 0; t < targets.length; t++) {
            weigh(t);
        }
    }

    private double step(int i) {
        return (double) knots[i + 1] - knots[i];
    }

    private void factor() {
        int n = knots.length;
        double pivot = step(1);
        inverse[0] = 1 / pivot;
        upper[0] = step(0) + step(1);
        for (int i = 1; i < n; i++) {
            boolean last = i == n - 1;
            double lower = last ? step(n - 2) + step(n - 3) : step(i);
            double diagonal = last ? step(n - 3) : 2 * (step(i - 1) + step(i));
            multiplier[i] = lower * inverse[i - 1];
            inverse[i] = 1 / (diagonal - multiplier[i] * upper[i - 1]);
            upper[i] = last ? 0 : step(i - 1);
        }
    }

    private void weigh(int t) {
        int n = knots.length;
        if (n == 1) {
            weights[4 * t] = 1;
            return;
        }
        int k = 0;
        while (k < n - 2 && knots[k + 1] <= targets[t]) {
            k++;
        }
        left[t] = k;
        double h = step(k);
        double u = (targets[t] - knots[k]) / h;
        if (n < CUBIC_KNOTS) {
            weights[4 * t] = 1 - u;
            weights[4 * t + 1] = u;
            return;
        }
        double v = 1 - u;
        weights[4 * t] = v * v * (1 + 2 * u);
        weights[4 * t + 1] = u * u * (1 + 2 * v);
        weights[4 * t + 2] = h * u * v * v;
        weights[4 * t + 3] = -h * u * u * v;
    }

    /**
     * Evaluates one series.
     *
     * @param series volume v of the run at [offset + v]
     * @param out receives target t at [t]
     * @param scratch at least two doubles for each knot
     */
    void apply(double[] series, int offset, double[] out, double[] scratch) {
        int n = knots.length;
        for (int i = 0; i < n; i++) {
            scratch[i] = series[offset + knots[i]];
        }
        if (n >= CUBIC_KNOTS) {
            slopes(scratch);
        }
        for (int t = 0; t < targets.length; t++) {
            int k = left[t];
            int right = Math.min(k + 1, n - 1);
            double value = weights[4 * t] * scratch[k] + weights[4 * t + 1] * scratch[right];
            if (n >= CUBIC_KNOTS) {
                value += weights[4 * t + 2] * scratch[n + k] + weights[4 * t + 3] * scratch[n + right];
            }
            out[t] = value;
        }
    }

    /** Slopes at the knots into y[n..2n). */
    private void slopes(double[] y) {
        int n = knots.length;
        double h0 = step(0);
        double h1 = step(1);
        double g0 = (y[1] - y[0]) / h0;
        double g1 = (y[2] - y[1]) / h1;
        double d = h0 + h1;
        y[n] = ((h0 + 2 * d) * h1 * g0 + h0 * h0 * g1) / d;
        for (int i = 1; i < n - 1; i++) {
            double a = step(i - 1);
            double b = step(i);
            double right = 3 * (b * (y[i] - y[i - 1]) / a + a * (y[i + 1] - y[i]) / b);
            y[n + i] = right - multiplier[i] * y[n + i - 1];
        }
        double e0 = step(n - 2);
        double e1 = step(n - 3);
        double s0 = (y[n - 1] - y[n - 2]) / e0;
        double s1 = (y[n - 2] - y[n - 3]) / e1;
        double e = e0 + e1;
        double end = (e0 * e0 * s1 + (2 * e + e0) * e1 * s0) / e;
        y[2 * n - 1] = (end - multiplier[n - 1] * y[2 * n - 2]) * inverse[n - 1];
        for (int i = n - 2; i >= 0; i--) {
            y[n + i] = (y[n + i] - upper[i] * y[n + i + 1]) * inverse[i];
        }
    }
}
