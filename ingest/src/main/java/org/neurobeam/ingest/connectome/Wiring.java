package org.neurobeam.ingest.connectome;

import java.util.List;
import org.neurobeam.schemas.io.dataset.CheckSummary.WiringTotals;

/**
 * A connectome after the rules.
 *
 * @param edges sorted by cells and kind
 * @param asReadEdges entries that were read
 * @param leftOut entries whose cells are not wanted
 * @param asRead totals of the entries with the names of the source
 * @param asymmetries electrical pairs whose directions disagree
 */
record Wiring(List<WiredEdge> edges, long asReadEdges, long leftOut, WiringTotals asRead, List<Asymmetry> asymmetries) {
    /**
     * An electrical pair whose directions disagree in a source that lists both.
     *
     * @param forward mean of the entries from the one to the other; 0 for none
     * @param backward mean of the entries the other way
     * @param sourceRef places of the entries
     */
    record Asymmetry(String pre, String post, double forward, double backward, String sourceRef) {}
}
