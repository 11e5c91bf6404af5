package org.neurobeam.preprocess.calcium;

/**
 * Equidistant times: {@code t0 + k dt}.
 *
 * @param t0Seconds time of the first sample in s from the recording's start
 * @param dtSeconds step in s
 * @param count number of samples
 */
public record RegularGrid(double t0Seconds, double dtSeconds, int count) {
    /** Time of a sample in s. */
    public double seconds(int sample) {
        return t0Seconds + sample * dtSeconds;
    }

    /** All times in s, [count]. */
    public double[] toArray() {
        double[] times = new double[count];
        for (int k = 0; k < count; k++) {
            times[k] = seconds(k);
        }
        return times;
    }
}
