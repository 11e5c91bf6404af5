package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;

/**
 * Tables of others that a dataset is compared with and not made of: kept as they were read in its folder {@code
 * references}, each named by its SHA-256. They are no tables of the dataset and never published.
 */
public final class References {
    private static final String FOLDER = "references";

    private References() {}

    /** Paths of the references in a dataset. */
    public static List<String> of(DataStore dataset) throws IOException {
        return dataset.list(FOLDER);
    }

    /**
     * Keeps a file.
     *
     * @param fileId its SHA-256
     */
    public static void keep(DataStore from, String path, String fileId, DataStore dataset) throws IOException {
        String kept = FOLDER + "/" + fileId;
        try (InputStream in = from.read(path);
                StagedFile file = new StagedFile(dataset, kept)) {
            in.transferTo(file.stream());
            file.commit(0);
        }
    }

    /** Keeps what another dataset has. */
    public static void copy(DataStore from, DataStore dataset) throws IOException {
        for (String path : of(from)) {
            keep(from, path, path.substring(FOLDER.length() + 1), dataset);
        }
    }
}
