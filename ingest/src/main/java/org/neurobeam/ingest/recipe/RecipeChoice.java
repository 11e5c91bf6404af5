package org.neurobeam.ingest.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.neurobeam.schemas.error.DataException;

/**
 * The recipe of a file, and why.
 *
 * @param recipe the recipe
 * @param reason for the table of files: {@code given}, {@code files GLOB}, {@code signature}
 * @param identified whether the file may be credited to the recipe's source: not by its signature alone
 * @param simulated whether the file says that it was simulated
 */
public record RecipeChoice(Recipe recipe, String reason, boolean identified, boolean simulated) {
    /** The source of simulated files in whatever layout. */
    public static final String SIMULATED = "simulated";

    /**
     * Chooses: (1) a given recipe whose files match; (2) one whose files and signature match, the more specific files
     * first; (3) the longest matching signature alone.
     *
     * @param path relative to the input folder
     * @param given recipes of the user
     * @param shipped all others
     * @param hasSignature whether the file has everything that the signature of a recipe names; asked only of formats
     *     that the caller can open
     * @throws DataException {@code ambiguous_recipe} when two recipes fit equally well
     */
    public static Optional<RecipeChoice> of(
            String path, List<Recipe> given, List<Recipe> shipped, BiPredicate<Recipe, String> hasSignature) {
        Optional<RecipeChoice> chosen = byFiles(path, given, "given, ", hasSignature);
        if (chosen.isEmpty()) {
            chosen = byFiles(path, shipped, "", hasSignature);
        }
        if (chosen.isEmpty()) {
            List<Recipe> all = new ArrayList<>(given);
            all.addAll(shipped);
            chosen = bySignature(path, all, hasSignature);
        }
        return chosen;
    }

    /**
     * The same choice with no more credit than the content deserves.
     *
     * @param isPinned whether the file is known to be the source's
     * @param isSimulated whether it says that it was simulated
     */
    public RecipeChoice credited(boolean isPinned, boolean isSimulated) {
        if (isSimulated) {
            return new RecipeChoice(recipe.asSimulated(), reason + ", simulated", identified, true);
        }
        if (identified && recipe.isIdentifiedByContent() && !isPinned) {
            return new RecipeChoice(recipe.asLayout(), reason + ", other content", false, false);
        }
        if (!identified) {
            return new RecipeChoice(recipe.asLayout(), reason, false, false);
        }
        return isPinned ? this : new RecipeChoice(recipe.withoutVersion(), reason, true, false);
    }

    private static Optional<RecipeChoice> byFiles(
            String path, List<Recipe> recipes, String prefix, BiPredicate<Recipe, String> hasSignature) {
        List<Recipe> best = new ArrayList<>();
        int highest = -1;
        for (Recipe recipe : recipes) {
            int specificity = recipe.specificity(path).orElse(-1);
            if (specificity >= 0 && specificity >= highest && hasSignature.test(recipe, path)) {
                if (specificity > highest) {
                    best.clear();
                }
                highest = specificity;
                best.add(recipe);
            }
        }
        refuseTwo(path, best, "files and signature");
        return best.stream().findFirst().map(r -> new RecipeChoice(r, prefix + glob(r, path), true, false));
    }

    private static String glob(Recipe recipe, String path) {
        String glob = recipe.files().stream()
                .filter(g -> Glob.of(g).matches(path))
                .max(java.util.Comparator.comparingInt(g -> Glob.of(g).specificity()))
                .orElseThrow();
        return "files " + glob + (recipe.signature().isEmpty() ? "" : " and signature");
    }

    private static Optional<RecipeChoice> bySignature(
            String path, List<Recipe> recipes, BiPredicate<Recipe, String> hasSignature) {
        List<Recipe> best = new ArrayList<>();
        int longest = 0;
        for (Recipe recipe : recipes) {
            int length = recipe.signature().size();
            if (length > 0 && length >= longest && hasSignature.test(recipe, path)) {
                if (length > longest) {
                    best.clear();
                }
                longest = length;
                best.add(recipe);
            }
        }
        refuseTwo(path, best, "signature");
        return best.stream().findFirst().map(r -> new RecipeChoice(r, "signature alone", false, false));
    }

    private static void refuseTwo(String path, List<Recipe> best, String what) {
        if (best.size() > 1) {
            String names = String.join(" and ", best.stream().map(Recipe::id).toList());
            throw new DataException(
                    path,
                    "",
                    "ambiguous_recipe",
                    "recipes " + names + " fit equally well by " + what
                            + "; give one with --recipe, or make its files more specific");
        }
    }
}
