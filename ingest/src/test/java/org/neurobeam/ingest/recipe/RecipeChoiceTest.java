package org.neurobeam.ingest.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;

class RecipeChoiceTest {
    private static Recipe recipe(String id, String files, String signature) {
        return ConfigLoader.parse(
                Recipe.class,
                "{id: " + id + ", kind: calcium, format: hdf5, files: [" + files + "], signature: [" + signature
                        + "], traces: {raw: {at: x}}}");
    }

    private static BiPredicate<Recipe, String> holding(String... names) {
        return (recipe, path) -> Set.of(names).containsAll(recipe.signature());
    }

    @Test
    void prefersTheMoreSpecificFiles() {
        Recipe wide = recipe("wide", "'**/*.h5'", "a");
        Recipe narrow = recipe("narrow", "'**/swf702_with_id/*-data.h5'", "a");
        RecipeChoice choice = RecipeChoice.of(
                        "dag/swf702_with_id/2022-data.h5", List.of(), List.of(wide, narrow), holding("a"))
                .orElseThrow();
        assertThat(choice.recipe().id()).isEqualTo("narrow");
        assertThat(choice.reason()).isEqualTo("files **/swf702_with_id/*-data.h5 and signature");
        assertThat(choice.identified()).isTrue();
    }

    @Test
    void prefersAGivenRecipe() {
        Recipe shipped = recipe("shipped", "'**/swf702_with_id/*-data.h5'", "a");
        Recipe given = recipe("given", "'**/*.h5'", "");
        RecipeChoice choice = RecipeChoice.of(
                        "dag/swf702_with_id/2022-data.h5", List.of(given), List.of(shipped), holding("a"))
                .orElseThrow();
        assertThat(choice.recipe().id()).isEqualTo("given");
        assertThat(choice.reason()).isEqualTo("given, files **/*.h5");
    }

    @Test
    void neverCreditsASourceByItsSignatureAlone() {
        Recipe dag = recipe("dag", "'**/swf/*.h5'", "a, b");
        Recipe shorter = recipe("shorter", "'**/other/*.h5'", "a");
        RecipeChoice choice = RecipeChoice.of("x/y.h5", List.of(), List.of(shorter, dag), holding("a", "b"))
                .orElseThrow();
        assertThat(choice.recipe().id()).isEqualTo("dag");
        assertThat(choice.identified()).isFalse();
        assertThat(RecipeChoice.of("x/y.h5", List.of(), List.of(dag), holding("a")))
                .isEmpty();
    }

    @Test
    void namesBothRecipesThatFitEquallyWell() {
        Recipe one = recipe("one", "'**/a*.h5'", "a");
        Recipe two = recipe("two", "'**/*b.h5'", "a");
        assertThatThrownBy(() -> RecipeChoice.of("ab.h5", List.of(), List.of(one, two), holding("a")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("one and two");
    }

    @Test
    void globsMatchPathsAndForgetCompression() {
        Map<String, Boolean> cases = Map.of(
                "**/x.csv|x.csv", true,
                "**/x.csv|a/b/x.csv.gz", true,
                "*/x.csv|a/b/x.csv", false,
                "{a,b}/*.h5|b/1.h5", true,
                "{a,b}/*.h5|c/1.h5", false,
                "w?.npy|w1.npy", true,
                "w.npy|wxnpy", false);
        cases.forEach((text, expected) -> {
            String[] parts = text.split("\\|");
            assertThat(Glob.of(parts[0]).matches(parts[1])).as(text).isEqualTo(expected);
        });
    }
}
