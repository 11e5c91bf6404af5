package org.neurobeam.pipelines.beam;

import java.nio.file.Path;
import org.neurobeam.schemas.io.DataStore;

/** Opens folders by the name that the user gave: a local path, or a URI of a Beam file system. */
public final class Stores {
    private static final String LOCAL_SCHEME = "file://";

    private Stores() {}

    /**
     * The folder.
     *
     * @param location local path, {@code file://} URI, or the URI of any registered Beam file system ({@code gs://...})
     */
    public static DataStore of(String location) {
        if (location.startsWith(LOCAL_SCHEME)) {
            return DataStore.local(Path.of(location.substring(LOCAL_SCHEME.length())));
        }
        return location.contains("://") ? new BeamStore(location) : DataStore.local(Path.of(location));
    }
}
