package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a file is.
 *
 * @param json one object; non-finite numbers are strings
 * @param readable whether everything that was asked for could be read
 */
public record FileDescription(ObjectNode json, boolean readable) {
    private static final int DATA_FAULT = 3;

    /** Exit code of the command that shows it: 0, or 3 for a damaged file. */
    public int exitCode() {
        return readable ? 0 : DATA_FAULT;
    }
}
