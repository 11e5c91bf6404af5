package org.neurobeam.preprocess.consensus;

import java.util.Optional;
import org.neurobeam.schemas.table.Node;

/**
 * A neuron of the vocabulary.
 *
 * @param label canonical name
 * @param slot index in the vocabulary
 * @param type sensory, inter, motor, pharyngeal
 * @param position "(x, y, z)" in um
 */
record WiringCell(String label, int slot, String type, String position) {
    /** The cell of a node; none where the node has no slot. */
    static Optional<WiringCell> of(Node node) {
        return node.getSlot()
                .map(slot -> new WiringCell(node.getCell(), slot, node.getType().orElse(""), position(node)));
    }

    private static String position(Node node) {
        if (node.getXUm().isEmpty() || node.getYUm().isEmpty() || node.getZUm().isEmpty()) {
            return "";
        }
        return "(" + node.getXUm().get() + ", " + node.getYUm().get() + ", "
                + node.getZUm().get() + ")";
    }
}
