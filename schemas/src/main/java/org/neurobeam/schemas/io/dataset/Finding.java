package org.neurobeam.schemas.io.dataset;

/**
 * One violated rule in one scope.
 *
 * @param rule id of the rule, e.g. {@code I1}, {@code P1}, {@code mask}
 * @param scope recording, connectome, table or file, with the first offending row
 * @param severity whether the dataset is unusable or doubtful
 * @param expected what the rule demands
 * @param found what is there; says how often where a scope has several
 */
public record Finding(String rule, String scope, Severity severity, String expected, String found) {
    /** Weight of a finding. */
    public enum Severity {
        /** The dataset breaks its contract. */
        ERROR,
        /** The dataset keeps its contract but is doubtful. */
        WARNING
    }
}
