package org.neurobeam.ingest.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what the labels of one recording mean without guessing: a label is set only where its canonical spelling is one
 * of the 300 and no other ROI has it. Linear in the number of ROIs. Immutable.
 */
public final class LabelResolver {
    private static final Set<String> NOTHING = Set.of("", "MERGE", "NAN", "NONE", "NULL", "N/A", "NA", "UNKNOWN");
    private static final Pattern WITHOUT_LETTER = Pattern.compile("[^\\p{L}]*");

    private final Vocabulary vocabulary;
    private final LabelInference inference;

    /** Over the 300 labels, with nothing inferred. */
    public LabelResolver(Vocabulary vocabulary) {
        this(vocabulary, LabelInference.NONE);
    }

    /**
     * @param vocabulary the cells
     * @param inference what to do with ambiguous labels
     */
    public LabelResolver(Vocabulary vocabulary, LabelInference inference) {
        this.vocabulary = vocabulary;
        this.inference = inference;
    }

    /** One result per ROI, in the order given; {@code roiIndex} is the position in the list. */
    public List<ResolvedLabel> resolve(List<SourceLabel> labels) {
        List<Meaning> meanings = labels.stream().map(this::meaning).toList();
        Map<String, Integer> counts = new HashMap<>();
        for (Meaning meaning : meanings) {
            meaning.single().ifPresent(label -> counts.merge(label, 1, Integer::sum));
        }
        List<ResolvedLabel> resolved = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            Meaning meaning = meanings.get(i);
            boolean repeated = meaning.single().map(counts::get).orElse(1) > 1;
            resolved.add(resolved(i, labels.get(i), repeated ? meaning.repeated() : meaning));
        }
        return inference == LabelInference.NONE ? List.copyOf(resolved) : inferred(resolved);
    }

    /** What a label says on its own. */
    private record Meaning(LabelStatus status, List<String> candidates) {
        Optional<String> single() {
            return status.isLabelled() ? Optional.of(candidates.get(0)) : Optional.empty();
        }

        Meaning repeated() {
            return new Meaning(LabelStatus.DUPLICATE, candidates);
        }
    }

    private Meaning meaning(SourceLabel label) {
        Set<String> spellings = label.names().stream()
                .filter(name -> !saysNothing(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (spellings.isEmpty()) {
            return new Meaning(LabelStatus.UNKNOWN, List.of());
        }
        if (spellings.size() > 1) {
            return several(spellings);
        }
        return one(spellings.iterator().next());
    }

    private static boolean saysNothing(String name) {
        return NOTHING.contains(name.strip().toUpperCase(Locale.ROOT))
                || WITHOUT_LETTER.matcher(name).matches();
    }

    private Meaning several(Iterable<String> spellings) {
        Set<String> candidates = new TreeSet<>();
        for (String spelling : spellings) {
            candidates.addAll(one(spelling).candidates());
        }
        return new Meaning(LabelStatus.AMBIGUOUS, List.copyOf(candidates));
    }

    private Meaning one(String spelling) {
        String name = Vocabulary.canonical(spelling);
        if (vocabulary.isLabel(name)) {
            LabelStatus status = name.equals(spelling) ? LabelStatus.EXACT : LabelStatus.NORMALISED;
            return new Meaning(status, List.of(name));
        }
        if (name.contains("/")) {
            return several(List.of(name.split("/", -1)));
        }
        if (name.contains("?")) {
            return new Meaning(LabelStatus.AMBIGUOUS, matching(name));
        }
        Set<String> candidates = new TreeSet<>(vocabulary.sidesOf(name));
        vocabulary.classMembers(name).stream().filter(vocabulary::isLabel).forEach(candidates::add);
        if (!candidates.isEmpty()) {
            return new Meaning(LabelStatus.AMBIGUOUS, List.copyOf(candidates));
        }
        return new Meaning(isOtherCell(name) ? LabelStatus.NON_NEURON : LabelStatus.UNKNOWN, List.of());
    }

    /** Male neurons are no cell of these animals, CAN is one whether or not the side is given. */
    private boolean isOtherCell(String name) {
        return vocabulary.kind(name).filter(kind -> kind != CellKind.NEURON).isPresent()
                || !vocabulary.classMembers(name).isEmpty();
    }

    private List<String> matching(String name) {
        Pattern pattern = Pattern.compile(Pattern.quote(name).replace("?", "\\E.\\Q"));
        return vocabulary.labels().stream()
                .filter(label -> pattern.matcher(label).matches())
                .toList();
    }

    private ResolvedLabel resolved(int roiIndex, SourceLabel source, Meaning meaning) {
        return resolved(roiIndex, source, meaning.status(), meaning.candidates());
    }

    private ResolvedLabel resolved(int roiIndex, SourceLabel source, LabelStatus status, List<String> candidates) {
        Optional<Neuron> neuron = status.isLabelled() ? vocabulary.neuron(candidates.get(0)) : Optional.empty();
        Set<String> classes = candidates.stream()
                .flatMap(label -> vocabulary.neuron(label).stream())
                .map(Neuron::neuronClass)
                .collect(Collectors.toSet());
        Optional<String> shared = classes.size() == 1 ? classes.stream().findFirst() : Optional.empty();
        return new ResolvedLabel(roiIndex, source, status, neuron, candidates, shared);
    }

    private List<ResolvedLabel> inferred(List<ResolvedLabel> resolved) {
        Set<String> taken = new HashSet<>();
        for (ResolvedLabel roi : resolved) {
            if (roi.status() != LabelStatus.AMBIGUOUS) {
                taken.addAll(roi.candidates());
            }
        }
        List<ResolvedLabel> out = new ArrayList<>(resolved.size());
        for (ResolvedLabel roi : resolved) {
            Optional<String> free = roi.status() == LabelStatus.AMBIGUOUS
                    ? roi.candidates().stream().filter(taken::add).findFirst()
                    : Optional.empty();
            out.add(free.map(label -> resolved(roi.roiIndex(), roi.source(), LabelStatus.INFERRED, List.of(label)))
                    .orElse(roi));
        }
        return List.copyOf(out);
    }
}
