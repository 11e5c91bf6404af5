package org.neurobeam.ingest.simulate;

/**
 * A random stream addressed by position: value {@code t} is a function of the key and of {@code t} alone.
 *
 * <p>The words are those of SplitMix64 started at the key, {@code mix(key + (t + 1) gamma)}; sub-keys are hashes of
 * the key with a label or a number.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood 2014</a>
 */
public record RandomKey(long key) {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    /** The root of all streams of a seed. */
    public static RandomKey of(long seed) {
        return new RandomKey(mix(seed ^ GAMMA));
    }

    /** The stream of a named part. */
    public RandomKey with(String label) {
        long hash = key;
        for (int i = 0; i < label.length(); i++) {
            hash = mix(hash * 31 + label.charAt(i) + GAMMA);
        }
        return new RandomKey(hash);
    }

    /** The stream of a numbered part. */
    public RandomKey with(long index) {
        return new RandomKey(child(index));
    }

    /** The number of {@link #with(long)} without the object, for inner loops. */
    long child(long index) {
        return mix(mix(index + GAMMA) + key);
    }

    /** 64 random bits at a position. */
    long word(long t) {
        return mix(key + (t + 1) * GAMMA);
    }

    /** Uniform on [0, 1) at a position. */
    public double uniform(long t) {
        return (word(t) >>> 11) * UNIT;
    }

    /** Standard normal at a position. */
    public double gaussian(long t) {
        return gaussian(key, t);
    }

    /** Standard normal at a position of the stream of a bare key. */
    public static double gaussian(long key, long t) {
        return Ziggurat.normal(mix(key + (t + 1) * GAMMA));
    }

    /** A bijection of 64 bits that spreads every input bit over the whole word. */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
