package org.neurobeam.ingest.connectome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/**
 * From entries to edges.
 *
 * <p>Chemical: directed; entries of a pair add up ({@code fixed}) or the first one counts ({@code paper-faithful}).
 * Electrical: the entries of the unordered pair are averaged and the mean is written in both directions; self-loops
 * once. Other kinds stay as they are. Names are canonical ({@code fixed}), or only exact ones of the 300 are kept.
 */
final class EdgeRules {
    private record Pair(String first, String second) {
        boolean isLoop() {
            return first.equals(second);
        }
    }

    /** An entry with the cells that its names stand for. */
    private record Entry(String pre, String post, RawEdge raw) {}

    private final IngestMode mode;
    private final Vocabulary vocabulary = Vocabulary.hermaphrodite();
    private final Map<Pair, List<Entry>> chemical = new LinkedHashMap<>();
    private final Map<Pair, List<Entry>> electrical =
            new TreeMap<>(Comparator.comparing(Pair::first).thenComparing(Pair::second));
    private final List<WiredEdge> edges = new ArrayList<>();

    private EdgeRules(IngestMode mode) {
        this.mode = mode;
    }

    /** Applies the rules to all entries of a connectome, in the order of the source. */
    static Wiring apply(List<RawEdge> entries, IngestMode mode) {
        EdgeRules rules = new EdgeRules(mode);
        long leftOut = entries.stream().filter(entry -> !rules.take(entry)).count();
        rules.chemical.forEach((pair, own) -> rules.edges.add(rules.summed(pair, own)));
        rules.electrical.forEach((pair, own) -> rules.average(pair, own));
        rules.edges.sort(Comparator.comparing(WiredEdge::pre)
                .thenComparing(WiredEdge::post)
                .thenComparing(WiredEdge::kind));
        return new Wiring(
                List.copyOf(rules.edges),
                entries.size(),
                leftOut,
                RawTotals.of(entries),
                mode == IngestMode.FIXED ? rules.asymmetries() : List.of());
    }

    private boolean take(RawEdge raw) {
        Optional<String> pre = cell(raw.pre());
        Optional<String> post = cell(raw.post());
        if (pre.isEmpty() || post.isEmpty()) {
            return false;
        }
        Entry entry = new Entry(pre.get(), post.get(), raw);
        switch (raw.kind()) {
            case CHEMICAL ->
                chemical.computeIfAbsent(new Pair(entry.pre, entry.post), pair -> new ArrayList<>())
                        .add(entry);
            case ELECTRICAL ->
                electrical
                        .computeIfAbsent(unordered(entry), pair -> new ArrayList<>())
                        .add(entry);
            default -> edges.add(edge(entry, raw.weight(), raw.sourceRef()));
        }
        return true;
    }

    private Optional<String> cell(String name) {
        if (mode == IngestMode.FIXED) {
            return Optional.of(Vocabulary.canonical(name));
        }
        return vocabulary.isLabel(name) ? Optional.of(name) : Optional.empty();
    }

    private static Pair unordered(Entry entry) {
        return entry.pre.compareTo(entry.post) <= 0 ? new Pair(entry.pre, entry.post) : new Pair(entry.post, entry.pre);
    }

    private static WiredEdge edge(Entry entry, double weight, String sourceRef) {
        RawEdge raw = entry.raw;
        return new WiredEdge(entry.pre, entry.post, raw.kind(), weight, raw.pre(), raw.post(), sourceRef, raw.extra());
    }

    private WiredEdge summed(Pair pair, List<Entry> own) {
        List<Entry> counted = mode == IngestMode.FIXED ? own : own.subList(0, 1);
        double weight = counted.stream().mapToDouble(e -> e.raw.weight()).sum();
        return edge(counted.get(0), weight, places(counted));
    }

    private void average(Pair pair, List<Entry> own) {
        double weight = mean(own);
        Entry first = own.get(0);
        edges.add(edge(first, weight, places(own)));
        if (!pair.isLoop()) {
            RawEdge raw = first.raw;
            edges.add(new WiredEdge(
                    first.post, first.pre, raw.kind(), weight, raw.post(), raw.pre(), places(own), raw.extra()));
        }
    }

    private static double mean(List<Entry> own) {
        return own.stream().mapToDouble(e -> e.raw.weight()).sum() / own.size();
    }

    private static String places(List<Entry> own) {
        return own.stream().map(e -> e.raw.sourceRef()).collect(Collectors.joining(";"));
    }

    /** A source that lists most pairs once says nothing about directions; only one that lists both can disagree. */
    private List<Wiring.Asymmetry> asymmetries() {
        List<Wiring.Asymmetry> found = new ArrayList<>();
        long pairs = 0;
        long both = 0;
        for (Map.Entry<Pair, List<Entry>> entry : electrical.entrySet()) {
            Pair pair = entry.getKey();
            if (!pair.isLoop()) {
                double forward = direction(entry.getValue(), pair.first());
                double backward = direction(entry.getValue(), pair.second());
                pairs++;
                both += forward != 0 && backward != 0 ? 1 : 0;
                if (forward != backward) {
                    found.add(new Wiring.Asymmetry(
                            pair.first(), pair.second(), forward, backward, places(entry.getValue())));
                }
            }
        }
        return 2 * both > pairs ? List.copyOf(found) : List.of();
    }

    private static double direction(List<Entry> own, String from) {
        List<Entry> entries = own.stream().filter(e -> e.pre.equals(from)).toList();
        return entries.isEmpty() ? 0 : mean(entries);
    }
}
