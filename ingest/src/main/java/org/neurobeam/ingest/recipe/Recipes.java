package org.neurobeam.ingest.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;

/** Reads recipes: the shipped ones, and a lab's own. */
public final class Recipes {
    private static final String FOLDER = "recipes/";
    private static final List<String> LISTS = List.of("calcium.txt", "connectome.txt");

    private Recipes() {}

    /**
     * A recipe of the user.
     *
     * @throws ConfigException names the key, file:line:column, the value and what is allowed
     */
    public static Recipe read(Path file) {
        return ConfigLoader.load(Recipe.class, Optional.of(file), ConfigLoader.overrides());
    }

    /** The shipped recipes of all kinds, in the order of their lists; read once. */
    public static List<Recipe> shipped() {
        return Shipped.ALL;
    }

    private static final class Shipped {
        private static final List<Recipe> ALL =
                LISTS.stream().flatMap(Recipes::names).map(Recipes::shipped).toList();
    }

    private static Stream<String> names(String list) {
        return text(list)
                .map(text -> text.lines().filter(line -> !line.isBlank()))
                .orElse(Stream.of());
    }

    private static Recipe shipped(String name) {
        String yaml = text(name + ".yaml")
                .orElseThrow(() -> new IllegalStateException("recipe " + name + " is listed but not shipped"));
        try {
            return ConfigLoader.parse(Recipe.class, yaml);
        } catch (ConfigException e) {
            throw new ConfigException("recipe " + name + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(String resource) {
        try (InputStream in = Recipes.class.getResourceAsStream("/org/neurobeam/ingest/" + FOLDER + resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
