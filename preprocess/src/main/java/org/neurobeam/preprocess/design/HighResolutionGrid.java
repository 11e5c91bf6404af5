package org.neurobeam.preprocess.design;

import java.util.List;

/** The fine time grid on which events are convolved before they are sampled at the volumes. */
final class HighResolutionGrid {
    private final double[] seconds;

    private HighResolutionGrid(double... seconds) {
        this.seconds = seconds;
    }

    /**
     * rint(n_hr) equal steps from first + minOnset to last (1 + 1 / (n - 1)), with
     *
     * <pre>{@code n_hr = (n - 1) / (last - first) (last (1 + 1/(n - 1)) - first - minOnset) oversampling + 1}</pre>
     */
    static HighResolutionGrid of(FrameTimes times, int oversampling, double minOnsetSeconds) {
        int n = times.count();
        double end = times.last() * (1 + 1.0 / (n - 1));
        double start = times.first() + minOnsetSeconds;
        double wanted =
                (n - 1) * 1.0 / (times.last() - times.first()) * (end - times.first() - minOnsetSeconds) * oversampling
                        + 1;
        int count = Math.toIntExact((long) Math.rint(wanted));
        double step = (end - start) / (count - 1);
        double[] t = new double[count];
        for (int i = 0; i < count; i++) {
            t[i] = i * step + start;
        }
        t[count - 1] = end;
        return new HighResolutionGrid(t);
    }

    int size() {
        return seconds.length;
    }

    double seconds(int i) {
        return seconds[i];
    }

    /** Sum of the boxcars of all occurrences: events that overlap add up. */
    double[] boxcar(List<Occurrence> occurrences) {
        int last = seconds.length - 1;
        double[] steps = new double[seconds.length];
        for (Occurrence o : occurrences) {
            int on = Math.min(firstNotBefore(o.onsetSeconds()), last);
            int off = Math.min(firstNotBefore(o.onsetSeconds() + o.durationSeconds()), last);
            if (off == on && off < last) {
                off++;
            }
            steps[on] += o.amplitude();
            steps[off] -= o.amplitude();
        }
        for (int i = 1; i < steps.length; i++) {
            steps[i] += steps[i - 1];
        }
        return steps;
    }

    private int firstNotBefore(double t) {
        int low = 0;
        int high = seconds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seconds[middle] < t) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The full convolution, cut to the length of the signal; cost: non-zero samples times kernel. */
    static double[] convolved(double[] signal, double[] kernel) {
        double[] out = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            double x = signal[i];
            if (x != 0) {
                int n = Math.min(kernel.length, signal.length - i);
                for (int k = 0; k < n; k++) {
                    out[i + k] += x * kernel[k];
                }
            }
        }
        return out;
    }

    /**
     * Linear interpolation at the volumes.
     *
     * @param values [size], values on this grid
     * @param lead the value at grid point i is {@code values[i + lead]}: a response that stands for the whole sample
     */
    double[] atVolumes(double[] values, int lead, FrameTimes times) {
        int points = seconds.length - lead;
        double[] out = new double[times.count()];
        for (int v = 0; v < out.length; v++) {
            double t = times.seconds(v);
            int right = Math.min(Math.max(firstNotBefore(t), 1), points - 1);
            double left = values[right - 1 + lead];
            double slope = (values[right + lead] - left) / (seconds[right] - seconds[right - 1]);
            out[v] = slope * (t - seconds[right - 1]) + left;
        }
        return out;
    }

    /** One event in numbers: s, s and unitless. */
    record Occurrence(double onsetSeconds, double durationSeconds, double amplitude) {}
}
