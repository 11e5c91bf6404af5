package org.neurobeam.ingest.simulate.connectome;

import java.util.Random;

/** Independent random streams of one seed; {@link Random} gives the same numbers on every Java. */
final class Streams {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Streams() {}

    static Random of(long seed, String label) {
        long key = seed * SPREAD;
        for (int i = 0; i < label.length(); i++) {
            key = (key ^ label.charAt(i)) * SPREAD;
            key ^= key >>> 29;
        }
        return new Random(key);
    }

    /** 1 + the number of heads of a coin that stops at the first tail; mean as given. */
    static int count(Random random, double mean) {
        double again = 1 - 1 / mean;
        int n = 1;
        while (random.nextDouble() < again) {
            n++;
        }
        return n;
    }
}
