package org.neurobeam.ingest.recipe;

import java.util.Arrays;
import org.neurobeam.schemas.error.ConfigException;

/** How labels, names and repeated entries are treated. */
public enum IngestMode {
    /**
     * Nothing is guessed or dropped: ambiguous labels stay ambiguous; canonical names, all cells, repeated chemical
     * entries added up.
     */
    FIXED("fixed"),
    /**
     * As the published data set, its errors included: its label rules and filters; of connectomes exact names of the
     * 300 only, and the first chemical entry of a pair wins.
     */
    PAPER_FAITHFUL("paper-faithful");

    private final String word;

    IngestMode(String word) {
        this.word = word;
    }

    /** As settings spell it. */
    public String word() {
        return word;
    }

    /** @throws ConfigException names the modes there are */
    public static IngestMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("mode: " + word + "; allowed: fixed, paper-faithful"));
    }
}
