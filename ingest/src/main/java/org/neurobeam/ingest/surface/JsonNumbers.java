package org.neurobeam.ingest.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Numbers in JSON, the non-finite ones as the words NaN, Infinity and -Infinity. */
final class JsonNumbers {
    private JsonNumbers() {}

    static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.put(key, Double.toString(value));
        }
    }

    static void put(ObjectNode json, String key, double... values) {
        add(json.putArray(key), values);
    }

    static void add(ArrayNode array, double... values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.add(Double.toString(value));
            }
        }
    }
}
