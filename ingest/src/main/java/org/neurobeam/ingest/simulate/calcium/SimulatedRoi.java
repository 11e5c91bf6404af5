package org.neurobeam.ingest.simulate.calcium;

import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.ingest.vocabulary.Neuron;

/**
 * One ROI and what must be found out about it.
 *
 * @param neuron the cell it is
 * @param sourceLabel the label in the files; empty when it has none
 * @param status what the label must be resolved to
 * @param candidates the labels that it may stand for, in slot order
 * @param gapStart first missing frame
 * @param gapLength missing frames; 0 when none is
 */
record SimulatedRoi(
        Neuron neuron, String sourceLabel, LabelStatus status, List<String> candidates, int gapStart, int gapLength) {
    SimulatedRoi labelled(String label, LabelStatus newStatus, String... newCandidates) {
        return new SimulatedRoi(neuron, label, newStatus, List.of(newCandidates), gapStart, gapLength);
    }

    SimulatedRoi withGap(int start, int length) {
        return new SimulatedRoi(neuron, sourceLabel, status, candidates, start, length);
    }

    /** The label that must come out; empty unless it is exact or normalised. */
    Optional<String> expectedLabel() {
        return status.isLabelled() ? Optional.of(neuron.label()) : Optional.empty();
    }
}
