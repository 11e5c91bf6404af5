package org.neurobeam.ingest.vocabulary;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One neuron of the hermaphrodite.
 *
 * @param label e.g. AVAL
 * @param neuronClass e.g. AVA
 * @param type sensory, inter, motor, pharyngeal or end_organ
 * @param neurotransmitter ACh, Glu, GABA, DA, 5HT, OA or unknown
 * @param side left or right only where the mirror cell exists
 * @param position atlas position; empty for CANL and CANR
 * @param slot 0 to 299 in string order of the labels; empty for CANL and CANR
 */
public record Neuron(
        String label,
        String neuronClass,
        String type,
        String neurotransmitter,
        Side side,
        Optional<AtlasPosition> position,
        OptionalInt slot) {}
