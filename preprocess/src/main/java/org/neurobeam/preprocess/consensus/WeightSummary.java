package org.neurobeam.preprocess.consensus;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Mean, median and spread of a few weights. */
final class WeightSummary {
    private final double[] sorted;
    private final double mean;

    /** @throws IllegalArgumentException for no weights */
    WeightSummary(double[] weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("weights has 0 values, expected at least 1");
        }
        this.sorted = weights.clone();
        Arrays.sort(sorted);
        this.mean = Arrays.stream(sorted).sum() / sorted.length;
    }

    double mean() {
        return mean;
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    /** {@code sqrt(sum (x - mean)^2 / (n - ddof))}; empty for n <= ddof. */
    OptionalDouble std(int ddof) {
        if (sorted.length <= ddof) {
            return OptionalDouble.empty();
        }
        double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (sorted.length - ddof)));
    }
}
