package org.neurobeam.schemas.io.dataset;

import java.util.List;
import java.util.Optional;

/**
 * What a dataset is, apart from its rows.
 *
 * @param id short name
 * @param title name for people
 * @param licence of the whole folder; absent when the sources' differ
 * @param citation how to cite it
 * @param sources what it was made from
 */
public record DatasetInfo(
        String id, String title, Optional<String> licence, Optional<String> citation, List<Source> sources) {
    /** @throws IllegalArgumentException if the id is empty */
    public DatasetInfo {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id of a dataset must not be empty");
        }
        sources = List.copyOf(sources);
    }
}
