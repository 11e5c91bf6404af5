package org.neurobeam.schemas.io.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.neurobeam.schemas.io.dataset.Finding.Severity;

/** Collects the first violation of each rule in each scope, how often it is violated, and which rules applied. */
final class Findings {
    private record Key(String rule, String scope) {}

    private static final class Hit {
        private final String place;
        private final Severity severity;
        private final String expected;
        private final String found;
        private long times;

        Hit(String place, Severity severity, String expected, String found) {
            this.place = place;
            this.severity = severity;
            this.expected = expected;
            this.found = found;
        }
    }

    private final Map<Key, Hit> hits =
            new TreeMap<>(Comparator.comparing(Key::rule).thenComparing(Key::scope));
    private final TreeSet<String> applied = new TreeSet<>();

    /** One evaluation of an error rule. */
    void require(Rule rule, String scope, String place, boolean holds, Supplier<String> expected, Object found) {
        applied.add(rule.id());
        if (!holds) {
            hits.computeIfAbsent(
                            new Key(rule.id(), scope),
                            key -> new Hit(place, rule.severity(), expected.get(), String.valueOf(found)))
                    .times++;
        }
    }

    long skipped() {
        return Arrays.stream(Rule.values())
                .filter(rule -> !applied.contains(rule.id()))
                .count();
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        hits.forEach((key, hit) -> all.add(new Finding(
                key.rule(),
                hit.place.isEmpty() ? key.scope() : key.scope() + ", " + hit.place,
                hit.severity,
                hit.expected,
                hit.times == 1 ? hit.found : hit.found + " (first of " + hit.times + ")")));
        return all;
    }
}
