package org.neurobeam.ingest.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The labels as the published data set has them, its errors included: of equal names the first column is kept, columns
 * are reordered by name, every 0 is removed from a name that does not end in 0, and for two sources each label is
 * first replaced by the most similar one that is still free (VB02 becomes VA12).
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2411.12091">Simeon et al. 2024</a>
 */
public final class PublishedLabels {
    private static final Predicate<String> NUMERIC = Pattern.compile("\\p{Nd}+").asMatchPredicate();
    private static final Predicate<String> ALPHANUMERIC =
            Pattern.compile("[\\p{L}\\p{N}]+").asMatchPredicate();

    /** What is done to labels before or instead of the general rule. */
    public enum Rule {
        /** Nothing. */
        PLAIN,
        /** Each label is replaced by the most similar one that is still free: Dag2023 and Flavell2023. */
        NEAREST,
        /** A class without side becomes the left cell if that is free, else the right one: Leifer2023. */
        FREE_SIDE
    }

    private final Vocabulary vocabulary;
    private final Rule rule;

    /**
     * @param vocabulary the cells
     * @param rule what the source has to itself
     */
    public PublishedLabels(Vocabulary vocabulary, Rule rule) {
        this.vocabulary = vocabulary;
        this.rule = rule;
    }

    /**
     * A column of the published layout.
     *
     * @param roiIndex 0-based column of the source
     * @param name the label, or the rank of the column among those kept as text where it is unlabelled
     * @param resolved status inferred where the nearest label differs from the source's
     */
    public record Column(int roiIndex, String name, ResolvedLabel resolved) {}

    /** One result per ROI in source order; an ROI whose column is dropped for an equal name is a duplicate. */
    public List<ResolvedLabel> resolve(List<SourceLabel> labels) {
        List<ResolvedLabel> resolved = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            resolved.add(unlabelled(i, labels.get(i), LabelStatus.DUPLICATE));
        }
        columns(labels).forEach(column -> resolved.set(column.roiIndex(), column.resolved()));
        return List.copyOf(resolved);
    }

    /** The columns that are kept, in the published order: by name, code point by code point. */
    public List<Column> columns(List<SourceLabel> labels) {
        List<String> names = rule == Rule.NEAREST ? nearest(names(labels)) : names(labels);
        TreeMap<String, Integer> first = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            first.putIfAbsent(names.get(i), i);
        }
        List<String> cleaned = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (String name : first.keySet()) {
            String clean = rule == Rule.FREE_SIDE ? sided(name, cleaned) : cleaned(name, cleaned.size());
            last.put(clean, cleaned.size());
            cleaned.add(clean);
        }
        List<Column> columns = new ArrayList<>();
        for (int roi : first.values()) {
            String name = cleaned.get(columns.size());
            boolean kept = last.get(name) == columns.size();
            columns.add(new Column(roi, name, resolved(roi, labels.get(roi), name, kept)));
        }
        return List.copyOf(columns);
    }

    /** An ROI without label is called by its column, in Leifer2023 by nothing; of a list the first entry counts. */
    private List<String> names(List<SourceLabel> labels) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            List<String> spellings = labels.get(i).names();
            String unlabelled = rule == Rule.FREE_SIDE ? "" : Integer.toString(i);
            names.add(spellings.isEmpty() ? unlabelled : spellings.get(0));
        }
        return names;
    }

    private List<String> nearest(List<String> names) {
        Set<String> taken = new HashSet<>();
        return names.stream()
                .map(name -> NUMERIC.test(name) ? name : nearestFree(name.replace("?", ""), taken))
                .toList();
    }

    private String nearestFree(String name, Set<String> taken) {
        String best = name;
        int bestEqual = -1;
        for (String label : vocabulary.labels()) {
            int equal = taken.contains(label) ? -1 : equalCharacters(name, label);
            if (equal > bestEqual) {
                best = label;
                bestEqual = equal;
            }
        }
        taken.add(best);
        return best;
    }

    private static int equalCharacters(String a, String b) {
        int equal = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            equal += a.charAt(i) == b.charAt(i) ? 1 : 0;
        }
        return equal;
    }

    private String cleaned(String name, int column) {
        if (name.equals("merge") || !ALPHANUMERIC.test(name) || NUMERIC.test(name)) {
            return Integer.toString(column);
        }
        String bare = name.endsWith("0") ? name : name.replace("0", "");
        return vocabulary.isLabel(bare) ? bare : Integer.toString(column);
    }

    /** A label whose class came before it finds its name taken. */
    private String sided(String name, List<String> before) {
        return Stream.of(name, name + "L", name + "R")
                .filter(vocabulary::isLabel)
                .filter(label -> !before.contains(label))
                .findFirst()
                .filter(label -> ALPHANUMERIC.test(name) && (label.equals(name) || !vocabulary.isLabel(name)))
                .orElse(Integer.toString(before.size()));
    }

    private ResolvedLabel resolved(int roi, SourceLabel source, String name, boolean kept) {
        Optional<Neuron> neuron = vocabulary.neuron(name);
        if (neuron.isEmpty()) {
            return unlabelled(roi, source, LabelStatus.UNKNOWN);
        }
        if (!kept) {
            return unlabelled(roi, source, LabelStatus.DUPLICATE);
        }
        Optional<String> class0 = neuron.map(Neuron::neuronClass);
        return new ResolvedLabel(roi, source, status(source, name), neuron, List.of(name), class0);
    }

    private static LabelStatus status(SourceLabel source, String name) {
        String spelling = source.names().get(0);
        if (spelling.equals(name)) {
            return LabelStatus.EXACT;
        }
        return Vocabulary.canonical(spelling).equals(name) ? LabelStatus.NORMALISED : LabelStatus.INFERRED;
    }

    private static ResolvedLabel unlabelled(int roi, SourceLabel source, LabelStatus status) {
        return new ResolvedLabel(roi, source, status, Optional.empty(), List.of(), Optional.empty());
    }
}
