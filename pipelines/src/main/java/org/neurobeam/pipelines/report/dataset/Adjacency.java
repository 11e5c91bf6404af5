package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sparse matrix over the 302 neurons: pre down, post across. */
final class Adjacency {
    private static final double SIGNIFICANT = 1e4;

    /** Unit of a matrix that counts animals. */
    static final String ANIMALS = "animals";

    private final String unit;
    private final TreeMap<Integer, Double> weights = new TreeMap<>();

    Adjacency(String unit) {
        this.unit = unit;
    }

    String unit() {
        return unit;
    }

    /** Adds to a pair; rows of the same pair (several transmitters, say) are summed. */
    void add(int pre, int post, double weight) {
        weights.merge(key(pre, post), weight, Double::sum);
    }

    /** Raises a pair to a value. */
    void atLeast(int pre, int post, double value) {
        weights.merge(key(pre, post), value, Math::max);
    }

    private static int key(int pre, int post) {
        return pre * NeuronOrder.get().size() + post;
    }

    /** The value of a pair, 0 where there is none. */
    double weight(int pre, int post) {
        return weights.getOrDefault(key(pre, post), 0.0);
    }

    int pairs() {
        return weights.size();
    }

    double sum() {
        return weights.values().stream().mapToDouble(w -> w).sum();
    }

    /** Whether the sum over pairs says anything. */
    boolean additive() {
        return !unit.equals(ANIMALS);
    }

    double min() {
        return weights.values().stream()
                .mapToDouble(w -> w)
                .filter(w -> w > 0)
                .min()
                .orElse(Double.NaN);
    }

    double max() {
        return weights.values().stream().mapToDouble(w -> w).max().orElse(Double.NaN);
    }

    /** For the scripts: differences of ascending keys (pre x 302 + post), and weights to four significant digits. */
    Map<String, Object> data() {
        List<Integer> steps = new ArrayList<>(weights.size());
        List<Double> values = new ArrayList<>(weights.size());
        int before = 0;
        for (Map.Entry<Integer, Double> e : weights.entrySet()) {
            steps.add(e.getKey() - before);
            before = e.getKey();
            values.add(rounded(e.getValue()));
        }
        Map<String, Object> data = new TreeMap<>();
        data.put("unit", ConnectomeSection.unit(unit));
        data.put("additive", additive());
        data.put("steps", steps);
        data.put("weights", values);
        return data;
    }

    private static double rounded(double w) {
        if (w == 0 || !Double.isFinite(w)) {
            return 0;
        }
        double scale = SIGNIFICANT / Math.pow(10, Math.ceil(Math.log10(Math.abs(w))));
        return Math.round(w * scale) / scale;
    }
}
