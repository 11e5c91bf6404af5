package org.neurobeam.schemas.io.dataset;

import java.util.List;

/**
 * What a check found.
 *
 * @param findings sorted by rule and scope
 * @param summary totals
 */
public record CheckReport(List<Finding> findings, CheckSummary summary) {
    /** Keeps its own copy. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether no finding is an error. */
    public boolean isGood() {
        return summary.errors() == 0;
    }
}
