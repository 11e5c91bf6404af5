package org.neurobeam.ingest.surface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Count, extremes, mean and population standard deviation of a stream of numbers, in float64. */
final class ValueStatistics {
    private static final int FIRST = 4;

    private final List<Double> first = new ArrayList<>();
    private long count;
    private long finite;
    private long nonZero;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        if (first.size() < FIRST) {
            first.add(value);
        }
        if (!Double.isFinite(value)) {
            return;
        }
        finite++;
        nonZero += value != 0 ? 1 : 0;
        least = Math.min(least, value);
        most = Math.max(most, value);
        double away = value - mean;
        mean += away / finite;
        squares += away * (value - mean);
    }

    void write(ObjectNode json) {
        json.put("n", count);
        json.put("nfinite", finite);
        if (finite > 0) {
            JsonNumbers.put(json, "min", least);
            JsonNumbers.put(json, "max", most);
            JsonNumbers.put(json, "mean", mean);
            JsonNumbers.put(json, "std", Math.sqrt(squares / finite));
        }
        JsonNumbers.put(
                json, "first", first.stream().mapToDouble(Double::doubleValue).toArray());
        json.put("nz", nonZero);
    }
}
