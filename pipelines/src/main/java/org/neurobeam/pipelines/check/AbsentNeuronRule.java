package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** I8: a neuron without any raw sample has none in any signal made from it. */
final class AbsentNeuronRule implements DatasetRule {
    @Override
    public String id() {
        return "I8";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean applies = false;
        for (Recording recording : Recordings.calcium(dataset)) {
            String id = recording.getRecordingId();
            BitSet absent = new BitSet();
            for (Unit unit : dataset.units(id)) {
                absent.set(unit.getRoiIndex(), unit.getNanFraction().orElse(0.0) == 1);
            }
            applies |= !absent.isEmpty();
            for (GridSignal signal : absent.isEmpty() ? List.<GridSignal>of() : dataset.signals(id)) {
                if (isMade(signal)) {
                    values(dataset, id, signal, absent).ifPresent(findings::add);
                }
            }
        }
        return applies ? Optional.of(findings) : Optional.empty();
    }

    private static boolean isMade(GridSignal signal) {
        return !signal.grid().equals(Recordings.ORIGINAL)
                || List.of("raw", "smoothed", "derivative", "smoothed_derivative")
                        .contains(signal.signal());
    }

    private Optional<Finding> values(Dataset dataset, String id, GridSignal signal, BitSet absent) throws IOException {
        List<String> found = new ArrayList<>();
        Recordings.forEach(dataset, id, signal, series -> {
            if (absent.get(series.roiIndex())) {
                for (float value : series.values()) {
                    if (!Float.isNaN(value)) {
                        found.add("unit " + series.roiIndex() + ": " + value);
                        break;
                    }
                }
            }
        });
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        id(),
                        id + ", " + signal.grid() + " " + signal.signal(),
                        Severity.ERROR,
                        "no value of a neuron without samples",
                        found.get(0) + (found.size() == 1 ? "" : " (first of " + found.size() + ")")));
    }
}
