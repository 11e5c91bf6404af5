package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;

/**
 * A number that a source must give.
 *
 * @param value the number
 * @param sha256 digest of the file it holds for; empty for any
 */
public record Total(double value, String sha256) implements Serializable {
    /** Fills what is left out. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Total {
        sha256 = Given.or(sha256, "");
    }

    /** A number for any file. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Total of(double value) {
        return new Total(value, "");
    }
}
