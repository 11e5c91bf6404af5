package org.neurobeam.encoders.readout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Nested arrays of a golden JSON file as matrices. */
final class GoldenJson {
    private final JsonNode root;

    private GoldenJson(JsonNode root) {
        this.root = root;
    }

    static GoldenJson of(String name) {
        try {
            return new GoldenJson(new ObjectMapper()
                    .readTree(SharedData.path("golden/models/" + name).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoubleMatrix input(String name, int rows) {
        return flat(root.get("inputs").get(name), rows);
    }

    DoubleMatrix output(String name, int rows) {
        return flat(root.get("outputs").get(name), rows);
    }

    /** All numbers in row-major order. */
    private static DoubleMatrix flat(JsonNode node, int rows) {
        List<Double> values = new ArrayList<>();
        collect(node, values);
        return DoubleMatrix.wrap(
                rows,
                values.size() / rows,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, into));
        } else {
            into.add(node.asDouble());
        }
    }
}
