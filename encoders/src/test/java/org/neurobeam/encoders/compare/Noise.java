package org.neurobeam.encoders.compare;

import java.util.Random;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Autocorrelated series, one per target, and how uniform p-values are. */
final class Noise {
    private final Random random;
    private final double memory;

    /** @param memory correlation of neighbouring samples */
    Noise(long seed, double memory) {
        this.random = new Random(seed);
        this.memory = memory;
    }

    /** Stationary AR(1) series of unit variance, [n x t]. */
    DoubleMatrix series(int n, int t) {
        DoubleMatrix x = DoubleMatrix.zeros(n, t);
        double innovation = Math.sqrt(1 - memory * memory);
        for (int v = 0; v < t; v++) {
            x.set(0, v, random.nextGaussian());
            for (int i = 1; i < n; i++) {
                x.set(i, v, memory * x.get(i - 1, v) + innovation * random.nextGaussian());
            }
        }
        return x;
    }

    /** {@code a + scale b}. */
    static DoubleMatrix sum(DoubleMatrix a, double scale, DoubleMatrix b) {
        DoubleMatrix sum = DoubleMatrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = a.values()[i] + scale * b.values()[i];
        }
        return sum;
    }

    static DoubleMatrix columns(DoubleMatrix m, int from, int to) {
        return m.transposed().rows(from, to).transposed();
    }

    static RowSource rows(DoubleMatrix m) {
        return RowSource.of(m);
    }

    /** Run of each sample of runs of equal length. */
    static int[] runs(int runs, int samples) {
        int[] run = new int[runs * samples];
        java.util.Arrays.setAll(run, i -> i / samples);
        return run;
    }

    /** Largest distance of the distribution of p from uniform (Kolmogorov-Smirnov). */
    static double distanceFromUniform(double... p) {
        double[] sorted = p.clone();
        java.util.Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            distance = Math.max(distance, Math.abs((i + 1.0) / sorted.length - sorted[i]));
            distance = Math.max(distance, Math.abs((double) i / sorted.length - sorted[i]));
        }
        return distance;
    }

    static double shareBelow(double level, double... p) {
        return (double) java.util.Arrays.stream(p).filter(x -> x <= level).count() / p.length;
    }
}
