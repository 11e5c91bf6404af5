package org.neurobeam.encoders.lasso;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The proximal step of sparse group lasso: soft threshold of each weight by l1, then shrinkage of each group towards
 * zero by l21. The two in this order are exact.
 *
 * @see <a href="https://doi.org/10.1080/10618600.2012.681250">Simon et al. 2013</a>
 */
final class GroupShrinkage {
    private final List<int[]> groups;

    /** @throws IllegalArgumentException if there are labels but not one for each feature */
    GroupShrinkage(List<Integer> labels, int features) {
        if (!labels.isEmpty() && labels.size() != features) {
            throw new IllegalArgumentException(
                    "groups of " + labels.size() + " features but features [samples x " + features + " features]");
        }
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int j = 0; j < labels.size(); j++) {
            members.computeIfAbsent(labels.get(j), label -> new ArrayList<>()).add(j);
        }
        groups = members.values().stream()
                .map(m -> m.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /**
     * Shrinks weights in place.
     *
     * @param weights [p x width] row-major
     * @param width number of targets
     * @param l1 threshold of each weight
     * @param l21 threshold of the norm of each group
     */
    void apply(double[] weights, int width, double l1, double l21) {
        for (int j = 0; j < weights.length && l1 > 0; j++) {
            double size = Math.abs(weights[j]) - l1;
            weights[j] = size > 0 ? Math.copySign(size, weights[j]) : 0;
        }
        if (l21 > 0) {
            groups.forEach(group -> shrink(weights, width, group, l21));
        }
    }

    private static void shrink(double[] weights, int width, int[] group, double l21) {
        double[] factor = new double[width];
        for (int j : group) {
            for (int k = 0; k < width; k++) {
                double w = weights[j * width + k];
                factor[k] += w * w;
            }
        }
        IntStream.range(0, width).forEach(k -> factor[k] = Math.max(0, 1 - l21 / Math.sqrt(factor[k])));
        for (int j : group) {
            for (int k = 0; k < width; k++) {
                int at = j * width + k;
                // a group of zeros has factor NaN or 0
                weights[at] = weights[at] == 0 ? 0 : weights[at] * factor[k];
            }
        }
    }
}
