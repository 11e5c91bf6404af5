package org.neurobeam.ingest.bids;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.neurobeam.schemas.io.DataStore;

/**
 * The patterns of a {@code .bidsignore}: as in {@code .gitignore}, the last match decides, {@code !} takes back, a
 * slash at the end means folders only, a slash elsewhere anchors at the data set's root.
 */
final class BidsIgnore {
    static final String FILE = ".bidsignore";
    private static final BidsIgnore NOTHING = new BidsIgnore(List.of());

    private final List<Rule> rules;

    private record Rule(Pattern pattern, boolean negated) {}

    private BidsIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    static BidsIgnore nothing() {
        return NOTHING;
    }

    static BidsIgnore of(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String raw : lines) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean negated = line.startsWith("!");
            rules.add(new Rule(pattern(negated ? line.substring(1) : line), negated));
        }
        return new BidsIgnore(rules);
    }

    /** @param foldersOnly whether to leave out patterns that start with a star, that is, kinds of files */
    static BidsIgnore read(DataStore store, String path, boolean foldersOnly) throws IOException {
        // malformed bytes become replacement characters: such a line matches nothing, the others still hold
        try (Reader in = new InputStreamReader(store.read(path), StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(in)) {
            return of(lines.lines()
                    .filter(line -> !foldersOnly || !line.startsWith("*"))
                    .toList());
        }
    }

    /** Whether the path, relative to the data set, is ignored. */
    boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (ignored == rule.negated && rule.pattern.matcher(path).matches()) {
                ignored = !rule.negated;
            }
        }
        return ignored;
    }

    private static Pattern pattern(String glob) {
        boolean folder = glob.endsWith("/");
        String body = folder ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = body.indexOf('/') >= 0;
        String start = body.startsWith("/") ? body.substring(1) : body;
        String head = anchored ? "" : "(?:.*/)?";
        return Pattern.compile(head + regex(start) + (folder ? "/.*" : "(?:/.*)?"));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 1;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int end = glob.indexOf(']', i + 2);
                regex.append(characterClass(glob.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException reversedRange) {
            return false;
        }
    }

    private static String characterClass(String body) {
        boolean negated = body.startsWith("!") || body.startsWith("^");
        String members = (negated ? body.substring(1) : body).replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
        String regex = "[" + (negated ? "^/" : "") + members + "]";
        return compiles(regex) ? regex : Pattern.quote("[" + body + "]");
    }
}
