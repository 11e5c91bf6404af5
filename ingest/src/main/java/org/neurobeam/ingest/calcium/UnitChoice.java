package org.neurobeam.ingest.calcium;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.ingest.vocabulary.LabelResolver;
import org.neurobeam.ingest.vocabulary.PublishedLabels;
import org.neurobeam.ingest.vocabulary.ResolvedLabel;
import org.neurobeam.ingest.vocabulary.SourceLabel;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Which columns of the source are units, and what their labels mean: all of them in the order of the source, or those
 * of the published data set in its order.
 *
 * @param columns columns of the source
 * @param resolved one a column; none where labels are not matched to a vocabulary
 * @param doubtful columns that the published data set leaves out, by reason
 * @param repeated columns left out for the name of another one; 0 in fixed mode
 */
record UnitChoice(
        List<Integer> columns, List<ResolvedLabel> resolved, Map<String, List<Integer>> doubtful, int repeated) {
    UnitChoice {
        columns = List.copyOf(columns);
        resolved = List.copyOf(resolved);
    }

    /**
     * Chooses.
     *
     * @param labels one a column of the source
     * @param wanted columns that the recipe wants
     * @param raw [columns x samples]
     */
    static UnitChoice of(
            CalciumSource source, IngestMode mode, List<SourceLabel> labels, int[] wanted, FloatMatrix raw) {
        Published rules = source.recipe().published();
        Map<String, List<Integer>> doubtful = rules.filters()
                .map(limits -> DoubtfulUnits.find(raw, IntStream.of(wanted), limits))
                .orElse(Map.of());
        boolean hasVocabulary = source.recipe().vocabulary().equals("celegans");
        List<Integer> columns = IntStream.of(wanted).boxed().toList();
        if (mode == IngestMode.FIXED) {
            List<SourceLabel> own = columns.stream().map(labels::get).toList();
            List<ResolvedLabel> resolved =
                    hasVocabulary ? new LabelResolver(Vocabulary.hermaphrodite()).resolve(own) : List.of();
            return new UnitChoice(columns, resolved, doubtful, 0);
        }
        Set<Integer> leftOut = doubtful.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        List<Integer> left =
                columns.stream().filter(column -> !leftOut.contains(column)).toList();
        return hasVocabulary ? published(rules, labels, left, doubtful) : new UnitChoice(left, List.of(), doubtful, 0);
    }

    private static UnitChoice published(
            Published rules, List<SourceLabel> labels, List<Integer> left, Map<String, List<Integer>> doubtful) {
        List<Integer> columns = new ArrayList<>();
        List<ResolvedLabel> resolved = new ArrayList<>();
        PublishedLabels rule = new PublishedLabels(Vocabulary.hermaphrodite(), rules.labels());
        for (PublishedLabels.Column column :
                rule.columns(left.stream().map(labels::get).toList())) {
            columns.add(left.get(column.roiIndex()));
            resolved.add(column.resolved());
        }
        return new UnitChoice(columns, resolved, doubtful, left.size() - columns.size());
    }

    /** Units that are not there. */
    int leftOut(IngestMode mode) {
        int filtered = doubtful.values().stream().mapToInt(List::size).sum();
        return mode == IngestMode.FIXED ? 0 : filtered + repeated;
    }
}
