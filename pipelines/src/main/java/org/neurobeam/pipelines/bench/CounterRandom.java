package org.neurobeam.pipelines.bench;

/**
 * Random numbers addressed by their index: any element of any stream without the ones before it, equal on every
 * machine. Element i is {@code mix(key + (i + 1) golden)} with the finaliser of SplitMix64.
 *
 * <p>Normal numbers are sums of four uniform 16-bit integers (Irwin-Hall, mean 0, variance 1, excess kurtosis -0.3): no
 * transcendental function, so that bits agree with other implementations.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea and Flood 2014</a>
 */
final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long MASK = 0xFFFF;
    private static final double MEAN = 131070;
    private static final double SCALE = 1 / Math.sqrt((65536.0 * 65536.0 - 1) / 3);
    private static final double UNIT = 0x1p-53;

    private final long key;

    CounterRandom(long seed, long stream) {
        key = mix(seed * GOLDEN + stream);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Element i of a standard normal sequence. */
    double gauss(long i) {
        long h = mix(key + (i + 1) * GOLDEN);
        long sum = (h & MASK) + (h >>> 16 & MASK) + (h >>> 32 & MASK) + (h >>> 48);
        return (sum - MEAN) * SCALE;
    }

    /** Element i of a uniform sequence on [0, 1). */
    double uniform(long i) {
        return (mix(key + (i + 1) * GOLDEN) >>> 11) * UNIT;
    }
}
