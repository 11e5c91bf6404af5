package org.neurobeam.encoders.fractional;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Solves L(alpha) = fraction for all targets together by Newton's method on u = log(alpha).
 *
 * <pre>{@code d log L/du = - sum w^2 (1 - w) z^2 / sum w^2 z^2,   w = s^2/(s^2 + e^u)}</pre>
 *
 * <p>log L falls from 0 with a slope between 0 and -1, nearly straight at both ends, so about five sweeps of O(r t)
 * suffice. L lies between the shrinkage of the smallest and of the largest s, which brackets the root; a step outside
 * the bracket is replaced by its middle.
 */
final class ExactPenalties implements PenaltyRule.Penalties {
    /** Newton doubles the digits: after a step this small the root has all of them. */
    private static final double LAST_STEP = 1e-9;
    /** Bisection alone exhausts a double in fewer. */
    private static final int MAX_SWEEPS = 200;

    private final LengthRatio ratio;

    ExactPenalties(LengthRatio ratio) {
        this.ratio = ratio;
    }

    @Override
    public double[] at(double fraction) {
        int t = ratio.total.length;
        double[] alphas = new double[t];
        double odds = 1 / fraction - 1;
        if (odds <= 0 || ratio.squares.length == 0) {
            return alphas;
        }
        Sweep sweep = new Sweep(
                Math.log(odds * ratio.squares[ratio.squares.length - 1]), Math.log(odds * ratio.squares[0]), t);
        int[] active = IntStream.range(0, t).filter(v -> ratio.total[v] > 0).toArray();
        for (int i = 0; i < MAX_SWEEPS && active.length > 0; i++) {
            active = sweep.step(active, Math.log(fraction));
        }
        for (int v = 0; v < t; v++) {
            alphas[v] = ratio.total[v] > 0 ? Math.exp(sweep.u[v]) : 0;
        }
        return alphas;
    }

    /** State of the iteration of all targets. */
    private final class Sweep {
        private final double[] u;
        private final double[] low;
        private final double[] high;
        private final double[] sum;
        private final double[] slope;

        Sweep(double from, double to, int t) {
            u = filled(t, (from + to) / 2);
            low = filled(t, from);
            high = filled(t, to);
            sum = new double[t];
            slope = new double[t];
        }

        private double[] filled(int t, double value) {
            double[] a = new double[t];
            Arrays.fill(a, value);
            return a;
        }

        /** One step of the active targets; returns those that go on. */
        int[] step(int[] active, double logFraction) {
            accumulate(active);
            int count = 0;
            int[] next = new int[active.length];
            for (int v : active) {
                double excess = Math.log(sum[v] / ratio.total[v]) / 2 - logFraction;
                if (excess > 0) {
                    low[v] = u[v];
                } else {
                    high[v] = u[v];
                }
                double to = u[v] + excess * sum[v] / slope[v];
                if (!(to >= low[v] && to <= high[v])) {
                    to = (low[v] + high[v]) / 2;
                }
                if (Math.abs(to - u[v]) > LAST_STEP) {
                    next[count++] = v;
                }
                u[v] = to;
            }
            return Arrays.copyOf(next, count);
        }

        private void accumulate(int[] active) {
            double[] alpha = new double[active.length];
            for (int k = 0; k < active.length; k++) {
                alpha[k] = Math.exp(u[active[k]]);
                sum[active[k]] = 0;
                slope[active[k]] = 0;
            }
            for (int i = 0; i < ratio.squares.length; i++) {
                double[] energy = ratio.energy[i];
                for (int k = 0; k < active.length; k++) {
                    int v = active[k];
                    double kept = ratio.squares[i] / (ratio.squares[i] + alpha[k]);
                    double part = kept * kept * energy[v];
                    sum[v] += part;
                    slope[v] += part * (1 - kept);
                }
            }
        }
    }
}
