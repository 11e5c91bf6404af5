package org.neurobeam.ingest.recipe;

import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.error.ConfigException;

/** What stands in for keys that a recipe leaves out. */
final class Given {
    private Given() {}

    static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    static <V> Map<String, V> map(Map<String, V> values) {
        // keeps the order of the file
        return values == null ? Map.of() : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
    }

    static String oneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new ConfigException(key + " is '" + value + "'; allowed: " + String.join(", ", allowed));
        }
        return value;
    }
}
