package org.neurobeam.ingest.recipe;

import java.util.regex.Pattern;

/**
 * A pattern of paths relative to the input folder: {@code *} within a name, {@code **} over folders, {@code ?} one
 * character, <code>{a,b}</code> either. A final {@code .gz} of the path is not looked at.
 */
public final class Glob {
    private static final String GZIP = ".gz";

    private final String text;
    private final Pattern pattern;

    private Glob(String text) {
        this.text = text;
        this.pattern = Pattern.compile(regex(text));
    }

    /** A glob from its text. */
    public static Glob of(String text) {
        return new Glob(text);
    }

    /** Whether a path matches, with or without its {@code .gz}. */
    public boolean matches(String path) {
        return pattern.matcher(plain(path)).matches();
    }

    /** Characters that are neither wildcard nor alternative: the more, the more specific. */
    public int specificity() {
        return text.replaceAll("\\{[^}]*\\}", "").replaceAll("[*?]", "").length();
    }

    /** The path without a final {@code .gz}. */
    public static String plain(String path) {
        return path.endsWith(GZIP) ? path.substring(0, path.length() - GZIP.length()) : path;
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean inBraces = false;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '{' && glob.indexOf('}', i) > 0) {
                inBraces = true;
                regex.append("(?:");
            } else if (c == '}' && inBraces) {
                inBraces = false;
                regex.append(')');
            } else if (c == ',' && inBraces) {
                regex.append('|');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
