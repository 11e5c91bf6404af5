package org.neurobeam.preprocess.design;

/**
 * A hemodynamic response as the difference of two gamma densities, sampled and scaled to sum 1.
 *
 * <pre>{@code h(t) = G(t; delay / dispersion, dt, dispersion)
 *      - ratio G(t; undershoot / undershootDispersion, dt, undershootDispersion)}</pre>
 *
 * <p>with the gamma density G(t; shape, location, scale) and the step dt = TR / oversampling.
 *
 * @param delay time to the peak, s
 * @param undershoot time to the undershoot, s
 * @param dispersion dispersion of the peak, s
 * @param undershootDispersion dispersion of the undershoot, s
 * @param ratio undershoot to peak, unitless
 * @see <a href="https://doi.org/10.1006/nimg.1998.0419">Glover 1999</a>
 */
record GammaDifference(double delay, double undershoot, double dispersion, double undershootDispersion, double ratio) {
    static final GammaDifference SPM = new GammaDifference(6, 16, 1, 1, 0.167);
    static final GammaDifference GLOVER = new GammaDifference(6, 12, 0.9, 0.9, 0.48);
    private static final double LENGTH_SECONDS = 32;
    private static final double ONSET_STEP_SECONDS = 0.1;
    private static final double DISPERSION_STEP_SECONDS = 0.01;
    /** From here on six terms of Stirling's series are exact to the last bit. */
    private static final double STIRLING_FROM = 18;

    /** The response that begins at onset 0, [rint(32 / dt)]. */
    double[] sampled(double dtSeconds) {
        return sampled(dtSeconds, 0);
    }

    /** Difference quotient in the onset: (h(onset 0) - h(onset 0.1 s)) / 0.1. */
    double[] timeDerivative(double dtSeconds) {
        return quotient(sampled(dtSeconds, 0), sampled(dtSeconds, ONSET_STEP_SECONDS), ONSET_STEP_SECONDS);
    }

    /**
     * Difference quotient in the dispersion of the peak: (h(d) - h(d + 0.01)) / 0.01.
     *
     * <p>Both terms have the undershoot dispersion 1, for Glover's response as well: every published result with this
     * column has it so.
     */
    double[] dispersionDerivative(double dtSeconds) {
        double wider = dispersion + DISPERSION_STEP_SECONDS;
        double[] narrow = new GammaDifference(delay, undershoot, dispersion, 1, ratio).sampled(dtSeconds);
        double[] wide = new GammaDifference(delay, undershoot, wider, 1, ratio).sampled(dtSeconds);
        return quotient(narrow, wide, DISPERSION_STEP_SECONDS);
    }

    private static double[] quotient(double[] a, double[] b, double step) {
        double[] q = new double[a.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = (a[i] - b[i]) / step;
        }
        return q;
    }

    private double[] sampled(double dtSeconds, double onsetSeconds) {
        int n = (int) Math.rint(LENGTH_SECONDS / dtSeconds);
        if (n < 2) {
            throw new IllegalArgumentException("a response of " + LENGTH_SECONDS
                    + " s needs at least 2 samples but the step is " + dtSeconds + " s");
        }
        double[] h = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = i * (LENGTH_SECONDS / (n - 1)) - onsetSeconds - dtSeconds;
            h[i] = density(t, delay / dispersion, dispersion)
                    - ratio * density(t, undershoot / undershootDispersion, undershootDispersion);
            sum += h[i];
        }
        for (int i = 0; i < n; i++) {
            h[i] /= sum;
        }
        return h;
    }

    /** The gamma density at t, 0 where t is not positive. */
    private static double density(double t, double shape, double scale) {
        double y = t / scale;
        return y <= 0 ? 0 : Math.exp((shape - 1) * Math.log(y) - y - logGamma(shape)) / scale;
    }

    /** ln Gamma(x) for x > 0: upward recurrence, then Stirling's series. */
    static double logGamma(double x) {
        double shifted = x;
        double product = 1;
        while (shifted < STIRLING_FROM) {
            product *= shifted;
            shifted++;
        }
        double r = 1 / (shifted * shifted);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188))))) / shifted;
        return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }
}
