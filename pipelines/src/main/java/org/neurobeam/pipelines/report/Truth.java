package org.neurobeam.pipelines.report;

import java.util.Arrays;
import java.util.Objects;

/** What a simulation planted against what the fit recovered, one pair a target. */
public final class Truth {
    private final String what;
    private final float[] planted;
    private final float[] recovered;
    private final double correlation;

    private Truth(String what, float[] planted, float[] recovered, double correlation) {
        this.what = what;
        this.planted = planted;
        this.recovered = recovered;
        this.correlation = correlation;
    }

    /**
     * Pairs of planted and recovered values.
     *
     * @param what the quantity, e.g. {@code r between prediction and signal}
     * @param planted [n], handed over
     * @param recovered [n], handed over
     * @param correlation Pearson r of the two
     */
    public static Truth of(String what, float[] planted, float[] recovered, double correlation) {
        if (planted.length != recovered.length) {
            throw new IllegalArgumentException(
                    "planted [" + planted.length + "] but recovered [" + recovered.length + "]");
        }
        return new Truth(Objects.requireNonNull(what, "what"), planted, recovered, correlation);
    }

    /** The quantity. */
    public String what() {
        return what;
    }

    /** Number of pairs. */
    public int size() {
        return planted.length;
    }

    /** Planted value n. */
    public float planted(int n) {
        return planted[n];
    }

    /** Recovered value n. */
    public float recovered(int n) {
        return recovered[n];
    }

    /** Pearson r of planted and recovered. */
    public double correlation() {
        return correlation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Truth t
                && what.equals(t.what)
                && Arrays.equals(planted, t.planted)
                && Arrays.equals(recovered, t.recovered)
                && Double.compare(correlation, t.correlation) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(planted) + Arrays.hashCode(recovered);
    }

    @Override
    public String toString() {
        return "Truth[" + what + ", " + planted.length + " pairs]";
    }
}
