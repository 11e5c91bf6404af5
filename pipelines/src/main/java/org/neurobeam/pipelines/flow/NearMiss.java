package org.neurobeam.pipelines.flow;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Words that somebody who misspelt one may have meant. */
final class NearMiss {
    private NearMiss() {}

    /** The known words that contain the given one, otherwise those at most a third of its letters away. */
    static List<String> of(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        List<String> longer = known.stream()
                .filter(each ->
                        !lower.isEmpty() && each.toLowerCase(Locale.ROOT).contains(lower))
                .toList();
        if (!longer.isEmpty()) {
            return longer;
        }
        int allowed = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(each -> edits(lower, each.toLowerCase(Locale.ROOT)) <= allowed)
                .toList();
    }

    /** Letters to insert, delete or replace (Levenshtein); O(length x length). */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
