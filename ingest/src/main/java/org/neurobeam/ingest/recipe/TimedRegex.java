package org.neurobeam.ingest.recipe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.neurobeam.schemas.error.ConfigException;

/** Regular expressions of recipes, which must come to an end: a pattern may backtrack for ever. */
final class TimedRegex {
    private static final long LIMIT_NANOS = 200_000_000L;

    private TimedRegex() {}

    /** @throws ConfigException for a pattern that cannot be compiled */
    static void check(String regex) {
        compile(regex);
    }

    /**
     * The first match, rewritten.
     *
     * @param replacement {@code $1} for the first group, {@code $0} for all
     * @throws ConfigException when the pattern takes longer than 0.2 s
     */
    static Optional<String> find(String regex, String text, String replacement) {
        Matcher matcher = compile(regex).matcher(new Limited(text, System.nanoTime() + LIMIT_NANOS, regex));
        if (!matcher.find()) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        try {
            matcher.appendReplacement(out, replacement);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ConfigException(
                    "value '" + replacement + "' names a group that regex '" + regex + "' does not have", e);
        }
        return Optional.of(out.substring(matcher.start()));
    }

    /** Whether the whole text matches. */
    static boolean matches(String regex, String text) {
        return compile(regex)
                .matcher(new Limited(text, System.nanoTime() + LIMIT_NANOS, regex))
                .matches();
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ConfigException("regex '" + regex + "' cannot be read: " + e.getDescription(), e);
        }
    }

    /** A text that refuses to be read after a deadline: the only way into a running match. */
    private record Limited(CharSequence text, long deadlineNanos, String regex) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (System.nanoTime() > deadlineNanos) {
                throw new ConfigException("regex '" + regex + "' takes longer than " + LIMIT_NANOS / 1_000_000
                        + " ms on a text of " + text.length() + " characters; make it simpler");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Limited(text.subSequence(start, end), deadlineNanos, regex);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
