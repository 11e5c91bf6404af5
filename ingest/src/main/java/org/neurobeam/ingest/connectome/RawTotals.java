package org.neurobeam.ingest.connectome;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.dataset.CheckSummary.WiringTotals;

/** Totals of a connectome as read: names of the source, gap entries as they stand. */
final class RawTotals {
    private record Pair(String pre, String post) {}

    private RawTotals() {}

    static WiringTotals of(List<RawEdge> entries) {
        Set<String> cells = new HashSet<>();
        Set<Pair> chemical = new HashSet<>();
        Set<Set<String>> gaps = new HashSet<>();
        double chemicalWeight = 0;
        double gapWeight = 0;
        long gapEntries = 0;
        for (RawEdge edge : entries) {
            cells.add(edge.pre());
            cells.add(edge.post());
            if (edge.kind() == EdgeKind.CHEMICAL) {
                chemical.add(new Pair(edge.pre(), edge.post()));
                chemicalWeight += edge.weight();
            } else if (edge.kind() == EdgeKind.ELECTRICAL) {
                gapEntries++;
                gaps.add(Set.copyOf(List.of(edge.pre(), edge.post())));
                gapWeight += edge.weight();
            }
        }
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        long labels = cells.stream()
                .map(Vocabulary::canonical)
                .filter(vocabulary::isLabel)
                .distinct()
                .count();
        return new WiringTotals(
                cells.size(), labels, chemical.size(), chemicalWeight, gapEntries, gaps.size(), gapWeight);
    }
}
