package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.ConfigException;

/**
 * A word about a recording: a constant, what a selector finds, or a piece of the file's name or path.
 *
 * @param constant the word itself; empty for the other two
 * @param at selectors, the first that finds something counts
 * @param file glob of the file that {@code at} looks in; empty for the recording's own
 * @param from {@code name} or {@code path}
 * @param stripSuffix exact end to remove from the name or path
 * @param regex pattern to find in the name or path
 * @param value replacement, {@code $1} for the first group; the whole match when left out
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Value(
        String constant, List<String> at, String file, String from, String stripSuffix, String regex, String value)
        implements Serializable {
    private static final List<String> PLACES = List.of("", "name", "path", "stem");

    /** Fills what is left out. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Value {
        constant = Given.or(constant, "");
        at = Given.list(at);
        file = Given.or(file, "");
        from = Given.oneOf("from", Given.or(from, ""), PLACES);
        stripSuffix = Given.or(stripSuffix, "");
        regex = Given.or(regex, "");
        value = Given.or(value, "$0");
        int ways = (constant.isEmpty() ? 0 : 1) + (at.isEmpty() ? 0 : 1) + (from.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new ConfigException(
                    "expected a constant, {at: SELECTOR} or {from: name or path, ...}, found " + ways + " of them");
        }
        TimedRegex.check(regex);
    }

    /** A constant. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Value of(String constant) {
        return new Value(constant, null, null, null, null, null, null);
    }

    /** Whether it is one word for every file. */
    boolean isConstant() {
        return !constant.isEmpty() && !constant.contains("{");
    }

    /**
     * The word of a constant, or from the path of a file; empty for {@code at}, and when the pattern is not found.
     *
     * @param path relative to the input folder, without {@code .gz}
     */
    public Optional<String> ofPath(String path) {
        if (!constant.isEmpty()) {
            return Optional.of(constant);
        }
        if (from.isEmpty()) {
            return Optional.empty();
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        String text = from.equals("path") ? path : name;
        if (from.equals("stem")) {
            text = stem(name);
        }
        if (!stripSuffix.isEmpty() && text.endsWith(stripSuffix)) {
            text = text.substring(0, text.length() - stripSuffix.length());
        }
        return regex.isEmpty() ? Optional.of(text) : TimedRegex.find(regex, text, value);
    }

    /** A file name without its last extension. */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }
}
