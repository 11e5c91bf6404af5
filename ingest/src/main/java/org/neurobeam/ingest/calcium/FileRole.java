package org.neurobeam.ingest.calcium;

/**
 * What a file is to the dataset.
 *
 * @param role data, labels, reference or documentation
 * @param recipe id of the recipe that describes it; empty when none does
 * @param chosenBecause why this recipe; empty when none does
 */
public record FileRole(String role, String recipe, String chosenBecause) {
    /** A file that no recipe describes. */
    static FileRole of(String role) {
        return new FileRole(role, "", "");
    }
}
