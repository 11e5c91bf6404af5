package org.neurobeam.ingest.connectome;

import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.table.SourceFile;

/**
 * A connectome to ingest.
 *
 * @param connectomeId id of the connectome; the name of its part of the dataset
 * @param file the file that holds it
 * @param recipe how to read it
 * @param chosenBecause why this recipe
 */
public record ConnectomeSource(String connectomeId, SourceFile file, Recipe recipe, String chosenBecause) {
    /** Path of the file in the input folder. */
    public String path() {
        return file.getPath();
    }

    /** The unit of the weights of all its edges. */
    String weightUnit() {
        return recipe.edges().get(0).weightUnit();
    }

    /**
     * Digest of everything the part depends on.
     *
     * @param parameters mode, program version and whatever else
     */
    public String digest(String parameters) {
        String all = connectomeId + "\n" + file.getFileId() + "\n" + ConfigLoader.toJson(file.getPath()) + "\n"
                + recipe.edges() + recipe.recording() + recipe.citation() + recipe.licence() + "\n" + parameters;
        return Sha256.of(all);
    }
}
