package org.neurobeam.ingest.vocabulary;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of one ROI's identity.
 *
 * @param roiIndex 0-based column of the source
 * @param source the label as the source has it
 * @param status how the label was understood
 * @param neuron the cell; present exactly for exact, normalised and inferred labels
 * @param candidates the labels that may be meant, in slot order; the label itself where there is one
 * @param neuronClass the class of the cell, or the class that all candidates share
 */
public record ResolvedLabel(
        int roiIndex,
        SourceLabel source,
        LabelStatus status,
        Optional<Neuron> neuron,
        List<String> candidates,
        Optional<String> neuronClass) {
    public ResolvedLabel {
        candidates = List.copyOf(candidates);
        if (status.isLabelled() != neuron.isPresent()) {
            throw new IllegalArgumentException("status is " + status.word() + " but the neuron is "
                    + neuron.map(Neuron::label).orElse("absent"));
        }
    }

    /** One of the 300 labels. */
    public Optional<String> label() {
        return neuron.map(Neuron::label);
    }

    /** 0 to 299. */
    public OptionalInt slot() {
        return neuron.map(Neuron::slot).orElse(OptionalInt.empty());
    }

    /** The side of the labelled cell. */
    public Optional<Side> side() {
        return neuron.map(Neuron::side);
    }

    /** The source's confidence as 0 to 1. */
    public OptionalDouble confidence(ConfidenceScale scale) {
        OptionalDouble raw = source.confidence();
        return raw.isPresent() ? OptionalDouble.of(scale.unit(raw.getAsDouble())) : raw;
    }

    /** The atlas position of the labelled cell. */
    public Optional<AtlasPosition> position() {
        return neuron.flatMap(Neuron::position);
    }
}
