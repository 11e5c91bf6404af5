package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a flow ended with.
 *
 * @param json for stdout
 * @param exitCode 0, or 3 when more records were refused than allowed
 */
public record Outcome(ObjectNode json, int exitCode) {
    /** Exit code of refused input. */
    public static final int REFUSED = 3;

    /** Done. */
    public static Outcome done(ObjectNode json) {
        return new Outcome(json, 0);
    }

    /** Done, with some records refused. */
    public static Outcome of(ObjectNode json, int refused, int allowed) {
        return new Outcome(json, refused > allowed ? REFUSED : 0);
    }
}
