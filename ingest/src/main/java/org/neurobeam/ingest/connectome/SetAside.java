package org.neurobeam.ingest.connectome;

import java.util.Arrays;
import java.util.Optional;
import org.neurobeam.ingest.recipe.Glob;

/** Files beside connectomes that are known to hold no edges of their own. */
enum SetAside {
    DOCUMENTATION("documentation", "NOT_DATA", "documentation", "**/*.md", "**/{README,LICENSE,LICENCE,COPYING}*"),
    DATASET_LIST("documentation", "NOT_DATA", "descriptions of data sets", "**/connectome_datasets.json"),
    NEURON_LIST("reference", "NOT_DATA", "a list of neurons and their types", "**/connectome_neurons.csv"),
    NEURON_TYPES("reference", "NOT_DATA", "types of neurons in the order of the matrices", "**/NeuronTypeOrdered*.mat"),
    CONSENSUS(
            "reference",
            "REFERENCE_ONLY",
            "a published consensus, which is compared and not ingested",
            "**/consensus_connectome_*.csv*");

    private final String role;
    private final String code;
    private final String what;
    private final String[] globs;

    SetAside(String role, String code, String what, String... globs) {
        this.role = role;
        this.code = code;
        this.what = what;
        this.globs = globs;
    }

    static Optional<SetAside> of(String path) {
        return Arrays.stream(values())
                .filter(kind ->
                        Arrays.stream(kind.globs).anyMatch(glob -> Glob.of(glob).matches(path)))
                .findFirst();
    }

    /** Role in the table of files. */
    String role() {
        return role;
    }

    /** Code of the issue. */
    String code() {
        return code;
    }

    /** What the file holds. */
    String what() {
        return what;
    }
}
