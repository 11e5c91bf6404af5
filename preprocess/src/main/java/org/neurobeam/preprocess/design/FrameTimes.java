package org.neurobeam.preprocess.design;

import java.util.Arrays;

/** The times of the volumes of one run, s from its start: finite, not negative, strictly increasing, at least two. */
public final class FrameTimes {
    private final double[] seconds;

    private FrameTimes(double... seconds) {
        this.seconds = seconds;
    }

    /**
     * Equally spaced volumes, i trSeconds + sliceTimeRef trSeconds.
     *
     * @param volumes number of volumes, at least 2
     * @param trSeconds repetition time, s, {@code > 0}
     * @param sliceTimeRef the moment of a volume that its values stand for, 0 (start) to 1 (end)
     */
    public static FrameTimes regular(int volumes, double trSeconds, double sliceTimeRef) {
        if (!(trSeconds > 0) || !(sliceTimeRef >= 0 && sliceTimeRef <= 1)) {
            throw new IllegalArgumentException("trSeconds must be > 0 and sliceTimeRef from 0 to 1 but they are "
                    + trSeconds + " and " + sliceTimeRef);
        }
        double[] t = new double[Math.max(volumes, 0)];
        for (int i = 0; i < t.length; i++) {
            t[i] = i * trSeconds + sliceTimeRef * trSeconds;
        }
        return of(t);
    }

    /**
     * Given times.
     *
     * @param seconds [volumes], s from the run's start; copied
     * @throws IllegalArgumentException if there are fewer than 2, or one is negative, not finite or not after the one
     *     before it
     */
    public static FrameTimes of(double... seconds) {
        if (seconds.length < 2) {
            throw new IllegalArgumentException("a design needs at least 2 volumes but there are " + seconds.length);
        }
        double previous = -Double.MIN_VALUE;
        for (int i = 0; i < seconds.length; i++) {
            if (!(seconds[i] > previous) || Double.isInfinite(seconds[i])) {
                throw new IllegalArgumentException("frame times must be finite, >= 0 and increasing but volume " + i
                        + " is at " + seconds[i] + " s" + (i == 0 ? "" : " after " + seconds[i - 1] + " s"));
            }
            previous = seconds[i];
        }
        return new FrameTimes(seconds.clone());
    }

    /** Number of volumes. */
    public int count() {
        return seconds.length;
    }

    /** The time of volume i, s. */
    public double seconds(int i) {
        return seconds[i];
    }

    /** The first time, s. */
    public double first() {
        return seconds[0];
    }

    /** The last time, s. */
    public double last() {
        return seconds[seconds.length - 1];
    }

    /** The smallest difference between consecutive volumes, s. */
    public double trSeconds() {
        double tr = Double.POSITIVE_INFINITY;
        for (int i = 1; i < seconds.length; i++) {
            tr = Math.min(tr, seconds[i] - seconds[i - 1]);
        }
        return tr;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrameTimes f && Arrays.equals(seconds, f.seconds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(seconds);
    }

    /** Count, first and last, e.g. {@code FrameTimes[121 volumes, 0.0 to 300.0 s]}. */
    @Override
    public String toString() {
        return "FrameTimes[" + count() + " volumes, " + first() + " to " + last() + " s]";
    }
}
