package org.neurobeam.pipelines.report;

import java.util.Objects;

/**
 * Something refused or doubtful.
 *
 * @param file path relative to the input folder
 * @param place place in the file
 * @param code short code
 * @param severity info, warn or error
 * @param message what and why
 */
public record IssueRow(String file, String place, String code, String severity, String message) {
    public IssueRow {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }
}
