package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.neurobeam.ingest.vocabulary.Neuron;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/** The 302 neurons in the order of the pictures: by type, then by name with numbers in their order (VB2 before VB10). */
final class NeuronOrder {
    private static final List<String> TYPES = List.of("sensory", "inter", "motor", "pharyngeal", "end_organ");
    private static final Map<String, String> TITLES = Map.of(
            "sensory", "sensory", "inter", "inter", "motor", "motor", "pharyngeal", "pharynx", "end_organ", "CAN");
    private static final Pattern ONE_DIGIT = Pattern.compile("(?<=[A-Z])([1-9])(?![0-9])");
    private static final NeuronOrder INSTANCE =
            new NeuronOrder(Vocabulary.hermaphrodite().neurons());

    private final List<Neuron> neurons;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();

    /** Neurons [from, to) are of one type. */
    record Group(String title, int from, int to) {}

    private NeuronOrder(List<Neuron> all) {
        neurons = all.stream()
                .sorted(Comparator.comparingInt((Neuron n) -> TYPES.indexOf(n.type()))
                        .thenComparing(n -> ONE_DIGIT.matcher(n.label()).replaceAll("0$1")))
                .toList();
        for (int n = 0; n < neurons.size(); n++) {
            positions.put(neurons.get(n).label(), n);
        }
        for (String type : TYPES) {
            int from = (int) neurons.stream()
                    .filter(n -> TYPES.indexOf(n.type()) < TYPES.indexOf(type))
                    .count();
            int count =
                    (int) neurons.stream().filter(n -> n.type().equals(type)).count();
            groups.add(new Group(TITLES.get(type), from, from + count));
        }
    }

    static NeuronOrder get() {
        return INSTANCE;
    }

    int size() {
        return neurons.size();
    }

    Neuron neuron(int position) {
        return neurons.get(position);
    }

    List<String> labels() {
        return neurons.stream().map(Neuron::label).toList();
    }

    /** The position of a canonical label; empty for what is none of the 302. */
    OptionalInt position(String label) {
        Integer at = positions.get(label);
        return at == null ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** The types, in order; together they are all neurons. */
    List<Group> groups() {
        return groups;
    }
}
