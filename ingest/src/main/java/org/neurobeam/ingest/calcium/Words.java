package org.neurobeam.ingest.calcium;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.Value;

/** Replaces {@code {word}} in the texts of recipes. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\{([a-z_]+)\\}");

    private Words() {}

    /** What the path of a file says: name, stem, dir. */
    static Map<String, String> ofPath(String path) {
        String plain = Glob.plain(path);
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        Map<String, String> words = new HashMap<>();
        words.put("name", name);
        words.put("stem", Value.stem(name));
        words.put("dir", plain.contains("/") ? plain.substring(0, plain.lastIndexOf('/')) : "");
        return words;
    }

    /** The text with every known word in its place; others, as in globs of alternatives, stay. */
    static String fill(String text, Map<String, String> words, UnaryOperator<String> escape) {
        String rooted = words.getOrDefault("dir", "-").isEmpty() ? text.replace("{dir}/", "") : text;
        Matcher word = WORD.matcher(rooted);
        StringBuilder out = new StringBuilder();
        while (word.find()) {
            String value = words.get(word.group(1));
            String replacement =
                    value == null ? word.group() : word.group(1).equals("dir") ? value : escape.apply(value);
            word.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        return word.appendTail(out).toString();
    }

    /** The text with every known word in its place. */
    static String fill(String text, Map<String, String> words) {
        return fill(text, words, UnaryOperator.identity());
    }
}
