package org.neurobeam.schemas.io.dataset;

import org.neurobeam.schemas.io.dataset.Finding.Severity;

/** What every dataset must keep; ids with a letter and a number are those of the specification of invariants. */
enum Rule {
    TIMES("I1", Severity.ERROR),
    RESAMPLED_STEP("I2", Severity.ERROR),
    ZSCORE("I3", Severity.ERROR),
    COUNTS("I9", Severity.ERROR),
    PROVENANCE("P1", Severity.ERROR),
    READABLE("readable", Severity.ERROR),
    ROWS("rows", Severity.ERROR),
    SCHEMA_VERSION("schema_version", Severity.ERROR),
    ORPHAN("orphan_file", Severity.WARNING),
    KEYS("unique_key", Severity.ERROR),
    REFERENCE("reference", Severity.ERROR),
    TRACE_LENGTH("trace_length", Severity.ERROR),
    MASK("mask", Severity.ERROR),
    EVENT_TIME("event_time", Severity.ERROR),
    SHAPE("shape", Severity.ERROR),
    SAMPLING("sampling", Severity.ERROR);

    private final String id;
    private final Severity severity;

    Rule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    String id() {
        return id;
    }

    Severity severity() {
        return severity;
    }
}
