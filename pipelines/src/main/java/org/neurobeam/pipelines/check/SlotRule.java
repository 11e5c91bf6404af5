package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** I9: the slot of a unit is the index of its label in the vocabulary. */
final class SlotRule implements DatasetRule {
    @Override
    public String id() {
        return "I9";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        for (Recording recording : Recordings.calcium(dataset)) {
            List<Unit> wrong = dataset.units(recording.getRecordingId()).stream()
                    .filter(unit -> isWrong(unit, vocabulary))
                    .toList();
            if (!wrong.isEmpty()) {
                Unit first = wrong.get(0);
                String label = first.getLabel().orElse("none");
                OptionalInt slot = vocabulary.slot(label);
                findings.add(new Finding(
                        id(),
                        recording.getRecordingId() + ", unit " + first.getRoiIndex() + " slot",
                        Severity.ERROR,
                        "slot " + (slot.isPresent() ? slot.getAsInt() : "null") + " of label " + label,
                        first.getSlot().map(String::valueOf).orElse("null")
                                + (wrong.size() == 1 ? "" : " (first of " + wrong.size() + ")")));
            }
        }
        // counted with the rule of the same name that holds for every dataset
        return Optional.of(findings);
    }

    private static boolean isWrong(Unit unit, Vocabulary vocabulary) {
        OptionalInt slot = unit.getLabel().map(vocabulary::slot).orElse(OptionalInt.empty());
        return slot.isPresent() != unit.getSlot().isPresent()
                || slot.isPresent() && slot.getAsInt() != unit.getSlot().orElseThrow();
    }
}
