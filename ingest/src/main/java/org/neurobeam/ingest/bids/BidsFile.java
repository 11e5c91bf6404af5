package org.neurobeam.ingest.bids;

import java.util.Map;

/**
 * A file whose name follows BIDS.
 *
 * @param path path in the store
 * @param name its name, taken apart
 * @param dataset the data set that it belongs to
 */
public record BidsFile(String path, BidsName name, BidsDataset dataset) {
    /** The entities of the name, in its order. */
    public Map<String, String> entities() {
        return name.entities();
    }

    /** The folder in the store, without a slash at the end; empty for the top. */
    public String folder() {
        return parent(path);
    }

    /** The last folder ({@code func}, {@code anat} ...), or empty when that is the data set, a subject or a session. */
    public String datatype() {
        String folder = folder();
        String last = folder.substring(folder.lastIndexOf('/') + 1);
        boolean level = folder.equals(dataset.root()) || last.startsWith("sub-") || last.startsWith("ses-");
        return level ? "" : last;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
