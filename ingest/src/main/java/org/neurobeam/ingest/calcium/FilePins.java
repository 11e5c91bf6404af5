package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;

/** Compares files with those that a recipe knows by their digest. */
final class FilePins {
    private FilePins() {}

    /**
     * Whether a file is one of a recipe's, as it lies there or unpacked; it is read only where the recipe knows any.
     *
     * @throws DataException {@code unreadable}
     */
    static boolean has(DataStore store, String path, Recipe recipe) {
        return !recipe.pins().isEmpty() && has(store, path, Sha256.ofFile(store, path), recipe);
    }

    /** @param fileId digest of the file as it lies there */
    static boolean has(DataStore store, String path, String fileId, Recipe recipe) {
        Set<String> pins = recipe.pins();
        if (pins.isEmpty() || pins.contains(fileId)) {
            return !pins.isEmpty();
        }
        return !Glob.plain(path).equals(path) && pins.contains(unpacked(store, path));
    }

    private static String unpacked(DataStore store, String path) {
        try (InputStream in = new GZIPInputStream(store.read(path))) {
            return Sha256.of(in);
        } catch (IOException e) {
            throw new DataException(path, "", "unreadable", "cannot be unpacked: " + e.getMessage(), e);
        }
    }
}
