package org.neurobeam.pipelines.config;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;

/** An amount of memory as people write it: {@code 900m}, {@code 4g}, {@code 1.5g}. */
public final class MemorySize {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)([kmgt])b?");
    private static final int SHIFT = 10;

    private MemorySize() {}

    /**
     * Bytes of the text; none for an empty one.
     *
     * @param key the setting, for the message
     * @throws ConfigException for anything else
     */
    public static OptionalLong bytes(String key, String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher m = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new ConfigException(key + ": " + text + "; allowed: a number with k, m, g or t, e.g. 900m or 4g");
        }
        int power = "kmgt".indexOf(m.group(2)) + 1;
        return OptionalLong.of((long) (Double.parseDouble(m.group(1)) * (1L << (SHIFT * power))));
    }
}
