package org.neurobeam.schemas.io.dataset;

import java.util.Collection;
import org.neurobeam.schemas.table.Recording;

/** Counts animals and people. */
public final class Subjects {
    private Subjects() {}

    /**
     * Number of subjects. An animal keeps its name in every source, as the schema says; the labels of BIDS subjects
     * ({@code 01}) begin anew in each dataset.
     */
    public static int count(Collection<Recording> recordings) {
        return (int) recordings.stream()
                .map(r -> r.getModality().equals("fmri") ? r.getDatasetId() + "/" + r.getSubjectId() : r.getSubjectId())
                .distinct()
                .count();
    }
}
