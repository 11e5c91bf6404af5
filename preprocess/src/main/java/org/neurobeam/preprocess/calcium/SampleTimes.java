package org.neurobeam.preprocess.calcium;

import java.util.Arrays;
import org.neurobeam.schemas.error.NumericalException;

/** The times of a recording's samples, in s from the first; or only their number, where no time is known. Immutable. */
public final class SampleTimes {
    private final int count;
    private final double[] seconds;
    private final double originSeconds;
    private final double medianDtSeconds;

    private SampleTimes(int count, double[] seconds, double originSeconds) {
        this.count = count;
        this.seconds = seconds;
        this.originSeconds = originSeconds;
        this.medianDtSeconds = medianStep(seconds);
    }

    /**
     * Times on any clock; the first one becomes 0, subtracted in float64.
     *
     * @param clockSeconds at least one, finite, strictly increasing; copied
     * @throws NumericalException names the first sample that does not increase
     */
    public static SampleTimes of(double... clockSeconds) {
        return from(clockSeconds, clockSeconds.clone());
    }

    /** As published: cast to float32, and only then minus the first, which is exact in float32 steps. */
    static SampleTimes published(double... clockSeconds) {
        double[] cast = new double[clockSeconds.length];
        for (int i = 0; i < cast.length; i++) {
            cast[i] = (float) clockSeconds[i];
        }
        return from(clockSeconds, cast);
    }

    private static SampleTimes from(double[] clock, double[] seconds) {
        if (clock.length == 0) {
            throw new NumericalException("time has 0 samples, at least 1 is needed");
        }
        for (int i = 0; i < clock.length; i++) {
            boolean increasing = i == 0 || clock[i] > clock[i - 1];
            if (!Double.isFinite(clock[i]) || !increasing) {
                throw new NumericalException("time of sample " + i + " is " + clock[i] + " s after "
                        + (i == 0 ? "nothing" : clock[i - 1] + " s")
                        + ", expected finite and strictly increasing; repair the times or leave them out");
            }
        }
        double origin = seconds[0];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] -= origin;
        }
        return new SampleTimes(clock.length, seconds, clock[0]);
    }

    /** A recording whose times are not known. */
    public static SampleTimes unknown(int count) {
        if (count < 1) {
            throw new NumericalException("the recording has " + count + " samples, at least 1 is needed");
        }
        return new SampleTimes(count, new double[0], Double.NaN);
    }

    /** Whether there are times. */
    public boolean isKnown() {
        return seconds.length > 0;
    }

    /** Number of samples. */
    public int count() {
        return count;
    }

    /** Time of a sample in s from the first. */
    public double seconds(int sample) {
        return seconds[sample];
    }

    /** A copy of all times in s from the first, [count]; empty when unknown. */
    public double[] toArray() {
        return seconds.clone();
    }

    /** The clock at the first sample, in s; NaN when unknown. */
    public double originSeconds() {
        return originSeconds;
    }

    /** Median step in s; NaN with fewer than two known times. */
    public double medianDtSeconds() {
        return medianDtSeconds;
    }

    private static double medianStep(double[] seconds) {
        if (seconds.length < 2) {
            return Double.NaN;
        }
        double[] steps = new double[seconds.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = seconds[i + 1] - seconds[i];
        }
        Arrays.sort(steps);
        int half = steps.length / 2;
        return steps.length % 2 == 1 ? steps[half] : (steps[half - 1] + steps[half]) / 2;
    }

    /** The times themselves, not to be changed: for kernels. */
    double[] values() {
        return seconds;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleTimes t && count == t.count && Arrays.equals(seconds, t.seconds);
    }

    @Override
    public int hashCode() {
        return 31 * count + Arrays.hashCode(seconds);
    }

    @Override
    public String toString() {
        return "SampleTimes[" + count + (isKnown() ? "]" : ", unknown]");
    }
}
