package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;

/** V1: the vocabulary that the slots of a dataset refer to has 300 sorted labels of the known types. */
final class VocabularyRule implements DatasetRule {
    private static final int LABELS = 300;
    private static final int NEURONS = 302;
    private static final Map<String, Long> TYPES =
            new TreeMap<>(Map.of("motor", 116L, "sensory", 85L, "inter", 79L, "pharyngeal", 20L));

    @Override
    public String id() {
        return "V1";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        boolean labelled = dataset.recordings().stream().anyMatch(r -> r.getNLabelled() > 0);
        boolean wired = dataset.filesOf(Table.NODES).stream().anyMatch(file -> file.rows() > 0);
        if (!labelled && !wired) {
            return Optional.empty();
        }
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        Map<String, Long> types = new TreeMap<>();
        vocabulary.neurons().stream()
                .filter(n -> n.slot().isPresent())
                .forEach(n -> types.merge(n.type(), 1L, Long::sum));
        List<String> labels = vocabulary.labels();
        List<Finding> findings = new ArrayList<>();
        boolean sorted = labels.equals(List.copyOf(new TreeSet<>(labels)));
        if (labels.size() != LABELS || !sorted || vocabulary.neurons().size() != NEURONS || !types.equals(TYPES)) {
            findings.add(new Finding(
                    id(),
                    "vocabulary",
                    Severity.ERROR,
                    LABELS + " unique sorted labels of " + NEURONS + " neurons, " + TYPES,
                    labels.size() + (sorted ? " sorted" : " unsorted") + " labels of "
                            + vocabulary.neurons().size() + " neurons, " + types));
        }
        return Optional.of(findings);
    }
}
