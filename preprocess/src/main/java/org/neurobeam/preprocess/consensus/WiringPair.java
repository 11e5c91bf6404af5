package org.neurobeam.preprocess.consensus;

import java.util.Comparator;

/** A directed pair of cells. */
record WiringPair(String pre, String post) implements Comparable<WiringPair> {
    private static final Comparator<WiringPair> ORDER =
            Comparator.comparing(WiringPair::pre).thenComparing(WiringPair::post);

    @Override
    public int compareTo(WiringPair other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return pre + "-" + post;
    }
}
