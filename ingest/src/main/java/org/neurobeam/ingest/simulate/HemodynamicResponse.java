package org.neurobeam.ingest.simulate;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The response of blood to a stimulus, {@code h(t) = t^5 e^-t / 5! - t^15 e^-t / (6 15!)} on 0 to 32 s, scaled to
 * integral 1: a stimulus that lasts gives the response 1.
 *
 * <p>A boxcar from {@code s} to {@code e} convolved with h is {@code H(t - s) - H(t - e)}, where H is the integral of h;
 * H is tabulated every 0.01 s (trapezoids) and interpolated linearly.
 *
 * @see <a href="https://doi.org/10.1006/nimg.1998.0369">Glover 1999</a>
 */
final class HemodynamicResponse {
    private static final int LENGTH_SECONDS = 32;
    private static final int STEPS_PER_SECOND = 100;
    private static final double[] INTEGRAL = integral();

    private HemodynamicResponse() {}

    /** Responses to the trials of a run, [volumes x conditions]. */
    static DoubleMatrix regressors(FmriSimulation study, List<SimulatedEvent> events) {
        DoubleMatrix x = DoubleMatrix.zeros(study.volumes(), study.conditions());
        double tr = study.trSeconds();
        for (SimulatedEvent event : events) {
            double end = event.onsetSeconds() + event.durationSeconds();
            int first = (int) Math.ceil(event.onsetSeconds() / tr);
            int last = Math.min(study.volumes() - 1, (int) Math.floor((end + LENGTH_SECONDS) / tr));
            for (int t = first; t <= last; t++) {
                double response = step(t * tr - event.onsetSeconds()) - step(t * tr - end);
                x.set(t, event.condition(), x.get(t, event.condition()) + response);
            }
        }
        return x;
    }

    /** Response to a stimulus that began t seconds ago and lasts. */
    static double step(double t) {
        if (t <= 0) {
            return 0;
        }
        if (t >= LENGTH_SECONDS) {
            return 1;
        }
        double place = t * STEPS_PER_SECOND;
        int i = (int) place;
        return INTEGRAL[i] + (place - i) * (INTEGRAL[i + 1] - INTEGRAL[i]);
    }

    private static double[] integral() {
        double[] sum = new double[LENGTH_SECONDS * STEPS_PER_SECOND + 1];
        for (int i = 1; i < sum.length; i++) {
            sum[i] = sum[i - 1] + impulse((double) (i - 1) / STEPS_PER_SECOND) + impulse((double) i / STEPS_PER_SECOND);
        }
        double total = sum[sum.length - 1];
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= total;
        }
        return sum;
    }

    private static double impulse(double t) {
        double decay = StrictMath.exp(-t);
        return power(t, 5) * decay - power(t, 15) * decay / 6;
    }

    /** t^n / n! */
    private static double power(double t, int n) {
        double p = 1;
        for (int i = 1; i <= n; i++) {
            p *= t / i;
        }
        return p;
    }
}
