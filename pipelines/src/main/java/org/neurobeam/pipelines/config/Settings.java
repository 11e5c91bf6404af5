package org.neurobeam.pipelines.config;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.ConfigException;

/** Checks that the records of settings share. */
final class Settings {
    private Settings() {}

    /** The value, or the default where the key is absent. */
    static <T> T or(T value, T defaultValue) {
        return Optional.ofNullable(value).orElse(defaultValue);
    }

    /** An immutable copy of the list, or the default where the key is absent. */
    static <T> List<T> listOr(List<T> value, List<T> defaultValue) {
        return value == null ? defaultValue : List.copyOf(value);
    }

    /** The text of a setting without which the command cannot run. */
    static String require(String value, String option) {
        if (value.isEmpty()) {
            throw new ConfigException(option + " is missing; give it on the command line (--" + option
                    + " PATH) or in the file of --config (" + option + ": PATH)");
        }
        return value;
    }

    /** The word, if it is one of those allowed. */
    static String choice(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new ConfigException(key + ": " + value + "; allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    /** The number, if it lies in [low, high]. */
    static double range(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new ConfigException(key + ": " + value + " is outside the allowed range " + low + " to " + high);
        }
        return value;
    }

    /** The whole number, if it lies in [low, high]. */
    static int range(String key, int value, int low, int high) {
        if (value < low || value > high) {
            throw new ConfigException(key + ": " + value + " is outside the allowed range " + low + " to " + high);
        }
        return value;
    }
}
