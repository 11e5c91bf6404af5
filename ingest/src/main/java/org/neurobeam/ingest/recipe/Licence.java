package org.neurobeam.ingest.recipe;

import java.io.Serializable;

/**
 * Under which terms a source may be used.
 *
 * @param id SPDX id or LicenseRef-...; empty when the source states none
 * @param url where it stands; empty when unknown
 * @param redistribute whether copies may be given to others
 */
public record Licence(String id, String url, Boolean redistribute) implements Serializable {
    /** Fills what is left out: nothing may be redistributed unless the recipe says so. */
    public Licence {
        id = Given.or(id, "");
        url = Given.or(url, "");
        redistribute = Given.or(redistribute, false);
    }

    static Licence unknown() {
        return new Licence("", "", false);
    }
}
