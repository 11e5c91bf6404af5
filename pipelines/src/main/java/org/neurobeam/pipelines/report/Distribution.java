package org.neurobeam.pipelines.report;

import java.util.Arrays;

/** The finite values of an array in ascending order. */
public final class Distribution {
    private final float[] sorted;

    private Distribution(float[] sorted) {
        this.sorted = sorted;
    }

    /** The finite ones of the values; the array is not changed. */
    public static Distribution of(float... values) {
        float[] finite = new float[values.length];
        int n = 0;
        for (float v : values) {
            if (Float.isFinite(v)) {
                finite[n++] = v;
            }
        }
        float[] sorted = Arrays.copyOf(finite, n);
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    int count() {
        return sorted.length;
    }

    /** The p-quantile, 0 <= p <= 1, linear between order statistics; NaN of nothing. */
    public double quantile(double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    double median() {
        return quantile(0.5);
    }

    double min() {
        return quantile(0);
    }

    double max() {
        return quantile(1);
    }
}
