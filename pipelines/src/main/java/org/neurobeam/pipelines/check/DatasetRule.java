package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;

/** One rule about datasets of certain sources. */
interface DatasetRule {
    /** Id of the rule, e.g. {@code I11}. */
    String id();

    /** The violations, one a scope; empty where the dataset has nothing that the rule is about. */
    Optional<List<Finding>> check(Dataset dataset) throws IOException;
}
