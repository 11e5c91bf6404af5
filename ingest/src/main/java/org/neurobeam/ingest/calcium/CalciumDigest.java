package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.recipe.Expected;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The files of a recording with their digests, and one digest of all that the result depends on.
 *
 * @param sources the files, that of the traces first
 * @param digest SHA-256 of the files' bytes, the recipe and the parameters
 */
public record CalciumDigest(List<SourceFile> sources, String digest) {
    /** Copies the list. */
    public CalciumDigest {
        sources = List.copyOf(sources);
    }

    /**
     * Reads every file of the recording once.
     *
     * @param parameters everything else that the result depends on
     * @throws DataException if one of them cannot be read
     */
    public static CalciumDigest of(DataStore store, CalciumSource source, String parameters) throws IOException {
        MessageDigest all = Sha256.empty();
        all.update((parameters + ConfigLoader.toJson(source.recipe())
                        + source.words().get("each") + "\n")
                .getBytes(StandardCharsets.UTF_8));
        List<SourceFile> files = new ArrayList<>();
        for (String path : source.files()) {
            // one row for a file of many recordings: the reason must not depend on which of them
            String because = path.equals(source.path()) ? source.chosenBecause() : "named by the recipe";
            FileRole role = new FileRole(role(source, path), source.recipe().id(), because);
            SourceFile file = row(store, path, role, Optional.of(source.recipe()));
            all.update((path + " " + file.getFileId() + "\n").getBytes(StandardCharsets.UTF_8));
            files.add(file);
        }
        return new CalciumDigest(files, Sha256.hex(all));
    }

    private static String role(CalciumSource source, String path) {
        boolean isLabels =
                path.equals(source.companions().get(source.recipe().ids().file()));
        return isLabels && !path.equals(source.path()) ? "labels" : "data";
    }

    /** The row of a file. */
    static SourceFile row(DataStore store, String path, FileRole role, Optional<Recipe> recipe) throws IOException {
        String fileId = Sha256.ofFile(store, path);
        Containers.Described format = format(store, path);
        // which release a file is of is known where its content is
        Optional<Recipe> known = recipe.filter(r -> r.pins().isEmpty() || FilePins.has(store, path, fileId, r));
        return SourceFile.newBuilder()
                .setFileId(fileId)
                .setPath(path)
                .setRole(role.role())
                .setRecipe(role.recipe().isEmpty() ? null : role.recipe())
                .setChosenBecause(role.chosenBecause().isEmpty() ? null : role.chosenBecause())
                .setBytes(store.size(path))
                .setFormat(format.name())
                .setFormatVersion(format.version().isEmpty() ? null : format.version())
                .setRetrievedFrom(
                        known.map(Recipe::sourceUrl).filter(s -> !s.isEmpty()).orElse(null))
                .setVersion(known.map(Recipe::version).filter(s -> !s.isEmpty()).orElse(null))
                .setLicence(recipe.map(r -> r.licence().id())
                        .filter(s -> !s.isEmpty())
                        .orElse(null))
                .build();
    }

    private static Containers.Described format(DataStore store, String path) throws IOException {
        try {
            return Containers.describe(store, path);
        } catch (DataException damaged) {
            // an issue says so where the content is asked for; the file is listed all the same
            return new Containers.Described("damaged", "");
        }
    }

    /** Whether a file is one of those that a recipe knows. */
    boolean isPinned(String path, Expected expected) {
        return sources.stream()
                .anyMatch(
                        file -> file.getPath().equals(path) && expected.sha256().contains(file.getFileId()));
    }

    /** Digests of the files, that of the traces first. */
    public List<String> ids() {
        return sources.stream().map(SourceFile::getFileId).toList();
    }
}
