package org.neurobeam.schemas.io.dataset;

import java.util.Map;

/**
 * Totals of a checked dataset.
 *
 * @param labelled units whose label status is exact or normalised
 * @param errors findings that are errors
 * @param warnings findings that are warnings
 * @param skipped rules that did not apply
 * @param issuesByCode rows of {@code issues} by code
 * @param issuesBySeverity rows of {@code issues} by severity
 * @param sources totals by source
 * @param wiring totals by connectome
 */
public record CheckSummary(
        long recordings,
        long units,
        long labelled,
        long ambiguous,
        long connectomes,
        long nodes,
        long edges,
        long issues,
        long errors,
        long warnings,
        long skipped,
        Map<String, Long> issuesByCode,
        Map<String, Long> issuesBySeverity,
        Map<String, SourceTotals> sources,
        Map<String, WiringTotals> wiring) {
    /** Totals of one source; issues and files are those that a recording of it names, or that lie in its folder. */
    public record SourceTotals(long recordings, long units, long labelled, long ambiguous, long issues, long files) {}

    /**
     * Totals of one connectome.
     *
     * @param nodes300 nodes with a slot of the vocabulary
     * @param gapEntries electrical edges as stored, both directions
     * @param gapPairs distinct unordered electrical pairs
     */
    public record WiringTotals(
            long nodes,
            long nodes300,
            long chemicalEdges,
            double chemicalWeight,
            long gapEntries,
            long gapPairs,
            double gapWeight) {}
}
