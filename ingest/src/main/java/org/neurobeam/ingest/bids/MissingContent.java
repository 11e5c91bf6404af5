package org.neurobeam.ingest.bids;

import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The error of a file whose name is there and whose content is not: DataLad data sets are full of them. */
public final class MissingContent {
    private static final String CODE = "no_content";

    private MissingContent() {}

    /** The error of a path that was listed and does not exist. */
    public static DataException of(String path) {
        return new DataException(path, "", CODE, DataStore.NO_CONTENT);
    }

    static DataException of(String path, NoSuchFileException cause) {
        String why = Optional.ofNullable(cause.getReason()).orElse("expected a file, found none");
        return new DataException(path, "", CODE, why, cause);
    }
}
