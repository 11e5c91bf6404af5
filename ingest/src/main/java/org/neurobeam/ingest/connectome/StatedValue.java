package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.neurobeam.schemas.error.ConfigException;

/**
 * A value of a recipe: a constant, or taken from the file's path.
 *
 * @param constant the value itself
 * @param from {@code path} or {@code name}
 * @param stripSuffix removed from the end, exactly
 * @param regex finds the parts of the value
 * @param value the value, with $1 for the first part
 */
public record StatedValue(
        Optional<String> constant,
        Optional<String> from,
        Optional<String> stripSuffix,
        Optional<String> regex,
        Optional<String> value) {
    private static final int LONGEST_PATH = 1000;

    /** A value taken from the path. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static StatedValue of(
            @JsonProperty("from") String from,
            @JsonProperty("strip_suffix") String stripSuffix,
            @JsonProperty("regex") String regex,
            @JsonProperty("value") String value) {
        if (!"path".equals(from) && !"name".equals(from)) {
            throw new ConfigException("from: " + from + "; allowed: path, name");
        }
        try {
            Pattern.compile(regex == null ? "" : regex);
        } catch (PatternSyntaxException e) {
            throw new ConfigException("regex: " + regex + ": " + e.getDescription(), e);
        }
        return new StatedValue(
                Optional.empty(),
                Optional.of(from),
                Optional.ofNullable(stripSuffix),
                Optional.ofNullable(regex),
                Optional.ofNullable(value));
    }

    /** A constant. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static StatedValue of(String constant) {
        Optional<String> none = Optional.empty();
        return new StatedValue(Optional.of(constant), none, none, none, none);
    }

    /**
     * The value for a file.
     *
     * @throws ConfigException when the regular expression does not match
     */
    String of(java.nio.file.Path path) {
        if (constant.isPresent()) {
            return constant.get();
        }
        String text = from.equals(Optional.of("name"))
                ? path.getFileName().toString()
                : path.toString().replace('\\', '/');
        String suffix = stripSuffix.orElse("");
        String stem = text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
        if (regex.isEmpty()) {
            return stem;
        }
        // bounded input keeps matching time bounded for the short expressions of recipes
        Matcher matcher =
                Pattern.compile(regex.get()).matcher(stem.substring(0, Math.min(stem.length(), LONGEST_PATH)));
        if (!matcher.find()) {
            throw new ConfigException("regex: " + regex.get() + " does not occur in " + stem + "; correct the recipe");
        }
        StringBuilder expanded = new StringBuilder();
        matcher.appendReplacement(expanded, value.orElse("$0"));
        return expanded.substring(matcher.start());
    }
}
