package org.neurobeam.encoders.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** A file of {@code ../shared/golden/models}: inputs and outputs; some outputs are cut to the published targets. */
final class GoldenJson {
    private final JsonNode root;

    private GoldenJson(JsonNode root) {
        this.root = root;
    }

    static GoldenJson read(String name) {
        try {
            return new GoldenJson(new ObjectMapper()
                    .readTree(SharedData.path("golden/models/" + name + ".json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All numbers of a nested array in row-major order, or the single number. */
    double[] numbers(String side, String key) {
        List<Double> into = new ArrayList<>();
        collect(root.required(side).required(key), into);
        return into.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int[] integers(String side, String key) {
        double[] numbers = numbers(side, key);
        int[] n = new int[numbers.length];
        java.util.Arrays.setAll(n, i -> (int) numbers[i]);
        return n;
    }

    /** A nested array flattened to a matrix of its last axis. */
    DoubleMatrix matrix(String key, int columns) {
        double[] numbers = numbers("inputs", key);
        return DoubleMatrix.wrap(numbers.length / columns, columns, numbers);
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, into));
        } else if (node.isTextual()) {
            into.add(Double.parseDouble(node.textValue()));
        } else {
            into.add(node.doubleValue());
        }
    }
}
