package org.neurobeam.preprocess.calcium;

import java.util.Arrays;
import java.util.Optional;

/**
 * Interpolation of series at fixed ascending points between the first and the last sample. A point is NaN where a
 * sample on either side of it is missing; a point on a sample needs that sample alone. Immutable.
 */
final class PointSampler {
    private final double[] times;
    private final double[] points;
    private final int degree;
    private final int[] left;
    private final double[] fraction;
    private final Optional<SplineSampler> complete;

    PointSampler(double[] times, double[] points, Interpolation interpolation) {
        this.times = times;
        this.points = points;
        this.degree = interpolation.degree();
        this.left = new int[points.length];
        this.fraction = new double[points.length];
        int j = 0;
        for (int p = 0; p < points.length; p++) {
            while (j < times.length - 2 && times[j + 1] <= points[p]) {
                j++;
            }
            left[p] = j;
            fraction[p] = (points[p] - times[j]) / (times[j + 1] - times[j]);
        }
        this.complete = degree == 1 ? Optional.empty() : Optional.of(new SplineSampler(times, points, degree));
    }

    /** Number of points. */
    int count() {
        return left.length;
    }

    /**
     * Values at the points.
     *
     * @param out [points], overwritten
     * @return the values, [points]: out, or for splines an array of their own
     */
    double[] sample(double[] y, double[] out) {
        double[] linear = linear(y, out);
        if (complete.isEmpty()) {
            return linear;
        }
        int present = present(y);
        if (present == y.length) {
            return complete.get().sample(y);
        }
        return present <= degree ? missing() : throughPresent(y, present, linear);
    }

    private double[] linear(double[] y, double[] out) {
        for (int p = 0; p < out.length; p++) {
            int j = left[p];
            double w = fraction[p];
            if (w == 0) {
                out[p] = y[j];
            } else if (w == 1) {
                out[p] = y[j + 1];
            } else {
                out[p] = y[j] + w * (y[j + 1] - y[j]);
            }
        }
        return out;
    }

    private static int present(double[] y) {
        int present = 0;
        for (double v : y) {
            present += Double.isNaN(v) ? 0 : 1;
        }
        return present;
    }

    private double[] missing() {
        double[] out = new double[left.length];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    /** The spline through the samples that are there; what linear interpolation cannot tell, it does not tell either. */
    private double[] throughPresent(double[] y, int present, double[] linear) {
        double[] t = new double[present];
        double[] values = new double[present];
        int k = 0;
        for (int i = 0; i < y.length; i++) {
            if (!Double.isNaN(y[i])) {
                t[k] = times[i];
                values[k] = y[i];
                k++;
            }
        }
        double[] out = new SplineSampler(t, points, degree).sample(values);
        for (int p = 0; p < out.length; p++) {
            out[p] = Double.isNaN(linear[p]) ? Double.NaN : out[p];
        }
        return out;
    }
}
