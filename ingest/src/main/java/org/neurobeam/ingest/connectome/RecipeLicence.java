package org.neurobeam.ingest.connectome;

import java.util.Optional;

/**
 * What a source allows.
 *
 * @param id SPDX id or LicenseRef-...
 * @param url where it stands
 * @param redistribute whether the rows may be published
 */
public record RecipeLicence(String id, @Maybe Optional<String> url, boolean redistribute) {
    /** Fills defaults. */
    public RecipeLicence {
        id = id == null ? "LicenseRef-none" : id;
    }
}
