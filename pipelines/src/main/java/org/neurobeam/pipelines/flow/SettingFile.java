package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;

/**
 * A file that a setting names.
 *
 * @param store its folder
 * @param name its name in the folder
 */
public record SettingFile(DataStore store, String name) {
    /**
     * Finds the file.
     *
     * @param key the setting
     * @param file local path or URI
     * @throws ConfigException if there is no such file
     */
    public static SettingFile of(String key, String file) {
        int slash = file.lastIndexOf('/');
        Path path = Path.of(file.contains("://") ? "." : file).toAbsolutePath().normalize();
        SettingFile found = file.contains("://")
                ? new SettingFile(Stores.of(file.substring(0, slash)), file.substring(slash + 1))
                : new SettingFile(
                        Stores.of(path.getParent().toString()),
                        path.getFileName().toString());
        if (!found.store.exists(found.name)) {
            throw new ConfigException(key + ": " + file + " does not exist; give the path of an existing file");
        }
        return found;
    }

    /** SHA-256 of the file's bytes. */
    public String sha256() throws IOException {
        try (InputStream in = store.read(name)) {
            return Sha256.of(in);
        }
    }
}
