package org.neurobeam.preprocess.cleaning.filter;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A cascade of second-order recursive filters, transposed direct form II.
 *
 * <pre>{@code y = b0 x + z0;  z0 = b1 x - a1 y + z1;  z1 = b2 x - a2 y}</pre>
 *
 * <p>Three sections run in one pass over the series: the recurrences of one sample overlap with those of its
 * neighbours, so a pass costs little more than its longest recurrence.
 */
public final class SecondOrderSections {
    private static final int TOGETHER = 3;

    private final double[][] sections;
    /** Groups of three sections, [15] coefficients b0 b1 b2 a1 a2 each; the last group is filled up with identities. */
    private final double[][] groups;
    /** State of each group in the steady state of a unit step, [6]. */
    private final double[][] steady;

    SecondOrderSections(double[][] sections) {
        this.sections = sections;
        int n = (sections.length + TOGETHER - 1) / TOGETHER;
        groups = new double[n][5 * TOGETHER];
        steady = new double[n][2 * TOGETHER];
        double[][] states = steadyStates(sections);
        for (int s = 0; s < n * TOGETHER; s++) {
            double[] g = groups[s / TOGETHER];
            int at = s % TOGETHER * 5;
            if (s >= sections.length) {
                g[at] = 1;
                continue;
            }
            System.arraycopy(sections[s], 0, g, at, 3);
            System.arraycopy(sections[s], 4, g, at + 3, 2);
            System.arraycopy(states[s], 0, steady[s / TOGETHER], s % TOGETHER * 2, 2);
        }
    }

    private static double[][] steadyStates(double[][] sections) {
        double[][] states = new double[sections.length][];
        double scale = 1;
        for (int s = 0; s < sections.length; s++) {
            double[] c = sections[s];
            double gain = (c[0] + c[1] + c[2]) / (1 + c[4] + c[5]);
            states[s] = new double[] {scale * (gain - c[0]), scale * (c[2] - c[5] * gain)};
            scale *= gain;
        }
        return states;
    }

    /** Number of sections. */
    public int count() {
        return sections.length;
    }

    /** One row b0 b1 b2 1 a1 a2 for each section. */
    public DoubleMatrix coefficients() {
        return DoubleMatrix.of(sections);
    }

    /** States z0 z1 of each section in the steady state of a unit step, [sections x 2]. */
    public DoubleMatrix steadyState() {
        return DoubleMatrix.of(steadyStates(sections));
    }

    /** Samples by which the ends are extended: {@code 3 (2 n + 1 - min(#(b2 = 0), #(a2 = 0)))}. */
    public int padLength() {
        int b2 = 0;
        int a2 = 0;
        for (double[] s : sections) {
            b2 += s[2] == 0 ? 1 : 0;
            a2 += s[5] == 0 ? 1 : 0;
        }
        return 3 * (2 * sections.length + 1 - Math.min(b2, a2));
    }

    /**
     * Filters forward in place.
     *
     * @param x samples [from, from + n) are replaced
     * @param initial factor of the steady state of a unit step, with which the filter starts; 0 starts from rest
     */
    public void forward(double[] x, int from, int n, double initial) {
        for (int g = 0; g < groups.length; g++) {
            pass(groups[g], steady[g], initial, x, from, from + n, 1);
        }
    }

    /** Filters backward in place, from the last sample to the first. */
    void backward(double[] x, int from, int n, double initial) {
        for (int g = 0; g < groups.length; g++) {
            pass(groups[g], steady[g], initial, x, from + n - 1, from - 1, -1);
        }
    }

    private static void pass(double[] c, double[] z, double scale, double[] x, int from, int end, int step) {
        double b0 = c[0], b1 = c[1], b2 = c[2], a1 = c[3], a2 = c[4];
        double d0 = c[5], d1 = c[6], d2 = c[7], e1 = c[8], e2 = c[9];
        double f0 = c[10], f1 = c[11], f2 = c[12], g1 = c[13], g2 = c[14];
        double p0 = z[0] * scale, p1 = z[1] * scale;
        double q0 = z[2] * scale, q1 = z[3] * scale;
        double r0 = z[4] * scale, r1 = z[5] * scale;
        for (int i = from; i != end; i += step) {
            double u = x[i];
            double v = b0 * u + p0;
            p0 = b1 * u - a1 * v + p1;
            p1 = b2 * u - a2 * v;
            double w = d0 * v + q0;
            q0 = d1 * v - e1 * w + q1;
            q1 = d2 * v - e2 * w;
            double y = f0 * w + r0;
            r0 = f1 * w - g1 * y + r1;
            r1 = f2 * w - g2 * y;
            x[i] = y;
        }
    }
}
