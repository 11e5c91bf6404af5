package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** One data set within an index: the folder of a {@code dataset_description.json}, or one that ought to have it. */
public final class BidsDataset {
    static final String DESCRIPTION = "dataset_description.json";

    private final DataStore store;
    private final String root;
    private final String study;
    private final boolean described;

    BidsDataset(DataStore store, String root, String study, boolean described) {
        this.store = store;
        this.root = root;
        this.study = study;
        this.described = described;
    }

    /** The folder in the store; empty for the store's own folder. */
    public String root() {
        return root;
    }

    /** The root of the outermost data set around this one: derivatives share it with their raw data. */
    public String study() {
        return study;
    }

    /** Whether {@code dataset_description.json} exists. */
    public boolean described() {
        return described;
    }

    /**
     * The content of {@code dataset_description.json}, read now.
     *
     * @throws DataException when it is not JSON, with line and column
     */
    public Optional<JsonNode> description() throws IOException {
        return described ? Optional.of(JsonFile.read(store, descriptionPath())) : Optional.empty();
    }

    /**
     * Whether this is a derivative: {@code DatasetType} says so, or says nothing (or is not readable) and the folder
     * lies in {@code derivatives/}.
     */
    public boolean derivative() throws IOException {
        boolean inside = !root.equals(study) && ("/" + root + "/").contains("/derivatives/");
        try {
            String type =
                    description().map(d -> d.path("DatasetType").asText("")).orElse("");
            return type.isEmpty() ? inside : type.equals("derivative");
        } catch (DataException unreadable) {
            // reported by BidsChecks; the place is the next best evidence
            return inside;
        }
    }

    /** {@code participants.tsv}, read now; empty when there is none. */
    public Optional<TsvTable> participants() throws IOException {
        return table("participants.tsv");
    }

    /** {@code sub-X_sessions.tsv}, read now; empty when there is none. */
    public Optional<TsvTable> sessions(String subject) throws IOException {
        return table("sub-" + subject + "/sub-" + subject + "_sessions.tsv");
    }

    /** {@code sub-X_scans.tsv} or {@code sub-X_ses-Y_scans.tsv}, read now; empty when there is none. */
    public Optional<TsvTable> scans(String subject, Optional<String> session) throws IOException {
        String sub = "sub-" + subject;
        return session.isEmpty()
                ? table(sub + "/" + sub + "_scans.tsv")
                : table(sub + "/ses-" + session.get() + "/" + sub + "_ses-" + session.get() + "_scans.tsv");
    }

    private Optional<TsvTable> table(String relative) throws IOException {
        String path = BidsFile.join(root, relative);
        return store.exists(path) ? Optional.of(TsvTable.read(store, path)) : Optional.empty();
    }

    String descriptionPath() {
        return BidsFile.join(root, DESCRIPTION);
    }

    /** Path below the data set's own root. */
    String relative(String path) {
        return root.isEmpty() ? path : path.length() == root.length() ? "" : path.substring(root.length() + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BidsDataset d && root.equals(d.root) && store.equals(d.store);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return "BidsDataset[" + (root.isEmpty() ? store.location() : root) + "]";
    }
}
