package org.neurobeam.ingest.connectome;

import java.util.Arrays;
import org.neurobeam.schemas.error.ConfigException;

/** How names and repeated entries are treated. */
public enum WiringMode {
    /** Canonical names, all cells, repeated chemical entries added up. */
    FIXED("fixed"),
    /** As the published data set: exact names of the 300 only, first chemical entry of a pair wins. */
    PAPER_FAITHFUL("paper-faithful");

    private final String word;

    WiringMode(String word) {
        this.word = word;
    }

    /** As settings spell it. */
    public String word() {
        return word;
    }

    /** @throws ConfigException names the modes there are */
    public static WiringMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("mode: " + word + "; allowed: fixed, paper-faithful"));
    }
}
