package org.neurobeam.ingest.connectome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.error.ConfigException;

/** Which recipes read a file: glob and signature, the more specific glob first; several where they read other sheets. */
final class RecipeClaims {
    /** A recipe with the glob that fits the file. */
    private record Claim(Recipe recipe, String glob, boolean own) {
        int specificity() {
            return Glob.of(glob).specificity();
        }
    }

    private final List<Recipe> own;
    private final List<Recipe> shipped;

    RecipeClaims(List<Recipe> own) {
        this.own = own.stream().filter(RecipeClaims::isWiring).toList();
        this.shipped = Recipes.shipped().stream().filter(RecipeClaims::isWiring).toList();
    }

    private static boolean isWiring(Recipe recipe) {
        return recipe.kind() == Kind.CONNECTOME;
    }

    /** Whether the user gave a recipe. */
    boolean isOwn(Recipe recipe) {
        return own.contains(recipe);
    }

    /** Whether the name alone fits a recipe. */
    boolean isNamed(String path) {
        return !claims(path).isEmpty();
    }

    /**
     * The recipes for a file, user's first, then by specificity.
     *
     * @param names names in the file
     * @param sheets its sheets
     * @throws ConfigException when two equally specific ones read the same
     */
    List<Recipe> byNameAndContent(String path, EdgeFormat format, List<String> names, List<String> sheets) {
        List<Claim> chosen = new ArrayList<>();
        for (Claim claim : claims(path)) {
            if (!fits(claim.recipe, format, names)) {
                continue;
            }
            Optional<Claim> rival = chosen.stream()
                    .filter(other -> overlap(other.recipe, claim.recipe, sheets))
                    .findFirst();
            if (rival.isEmpty()) {
                chosen.add(claim);
            } else if (rival.get().own == claim.own && rival.get().specificity() == claim.specificity()) {
                throw new ConfigException("recipes " + rival.get().recipe.id() + " and " + claim.recipe.id()
                        + " both claim " + path + "; make a glob more specific");
            }
        }
        return chosen.stream().map(Claim::recipe).toList();
    }

    /** The first recipe whose signature is in the file, whatever its name. */
    Optional<Recipe> byContent(EdgeFormat format, List<String> names) {
        return shipped.stream().filter(recipe -> fits(recipe, format, names)).findFirst();
    }

    private static boolean fits(Recipe recipe, EdgeFormat format, List<String> names) {
        return EdgeFormat.of(recipe) == format && names.containsAll(recipe.signature());
    }

    private static boolean overlap(Recipe one, Recipe other, List<String> sheets) {
        Set<String> read = new HashSet<>();
        one.edges().forEach(layout -> read.addAll(layout.sheetsRead(sheets)));
        return other.edges().stream()
                .anyMatch(layout -> layout.sheetsRead(sheets).stream().anyMatch(read::contains)
                        || layout.sheetsRead(sheets).isEmpty());
    }

    private List<Claim> claims(String path) {
        List<Claim> claims = new ArrayList<>();
        own.forEach(recipe -> claim(recipe, path, true).ifPresent(claims::add));
        shipped.forEach(recipe -> claim(recipe, path, false).ifPresent(claims::add));
        claims.sort(Comparator.comparing((Claim claim) -> !claim.own).thenComparing(claim -> -claim.specificity()));
        return claims;
    }

    private static Optional<Claim> claim(Recipe recipe, String path, boolean own) {
        return recipe.files().stream()
                .filter(glob -> Glob.of(glob).matches(path))
                .findFirst()
                .map(glob -> new Claim(recipe, glob, own));
    }
}
