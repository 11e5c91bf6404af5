package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Describes one source of connectomes: where its files are, what they hold, whose they are.
 *
 * @param id id of the source
 * @param title name for people
 * @param species NCBITaxon CURIE
 * @param citation how to cite it
 * @param doi digital object identifier
 * @param sourceUrl where the files come from
 * @param version commit or release of the files
 * @param licence what it allows
 * @param kind connectome
 * @param format xls, xlsx, csv (also tab separated), matlab5, graphml, json
 * @param files globs relative to the input folder
 * @param signature names that the file must have: sheets, header cells, keys, variables, attributes
 * @param recording whose wiring it is
 * @param edges where the edges are; several parts add up
 * @param expected totals
 */
public record ConnectomeRecipe(
        String id,
        @Maybe Optional<String> title,
        @Maybe Optional<String> species,
        @Maybe Optional<String> citation,
        @Maybe Optional<String> doi,
        @JsonProperty("source_url") @Maybe Optional<String> sourceUrl,
        @Maybe Optional<String> version,
        @Maybe Optional<RecipeLicence> licence,
        String kind,
        String format,
        List<String> files,
        List<String> signature,
        ConnectomeTraits recording,
        List<EdgeLayout> edges,
        @Maybe Optional<ExpectedTotals> expected) {
    private static final String FOLDER = "/org/neurobeam/ingest/recipes/connectome/";
    private static final String LIST = "connectomes.txt";

    /** @throws ConfigException names the missing key */
    public ConnectomeRecipe {
        files = files == null ? List.of() : List.copyOf(files);
        signature = signature == null ? List.of() : List.copyOf(signature);
        edges = edges == null ? List.of() : List.copyOf(edges);
        require(id != null && !id.isEmpty(), "id: missing");
        require("connectome".equals(kind), "kind: " + kind + "; allowed here: connectome");
        require(format != null && known(format), "format: " + format + "; allowed: " + formats());
        require(!signature.isEmpty(), "signature: missing; name what the file must have");
        require(recording != null, "recording: missing");
        require(!edges.isEmpty(), "edges: missing");
        long units = edges.stream().map(EdgeLayout::weightUnit).distinct().count();
        require(units == 1, "edges: expected one weight_unit, found " + units);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new ConfigException(problem);
        }
    }

    private static boolean known(String format) {
        return formats().contains(format);
    }

    private static List<String> formats() {
        return List.of(EdgeFormat.values()).stream().map(EdgeFormat::word).toList();
    }

    /** The recipes that come with the program, in the order of their ids. */
    public static List<ConnectomeRecipe> shipped() {
        List<ConnectomeRecipe> recipes = new ArrayList<>();
        for (String name : resource(LIST).lines().toList()) {
            recipes.add(ConfigLoader.parse(ConnectomeRecipe.class, resource(name)));
        }
        return List.copyOf(recipes);
    }

    /** A lab's own recipe. */
    public static ConnectomeRecipe read(Path file) {
        ObjectNode nothing = ConfigLoader.overrides();
        return ConfigLoader.load(ConnectomeRecipe.class, Optional.of(file), nothing);
    }

    private static String resource(String name) {
        try (InputStream in = ConnectomeRecipe.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("recipe " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EdgeFormat edgeFormat() {
        return EdgeFormat.valueOf(format.toUpperCase(Locale.ROOT));
    }

    String weightUnit() {
        return edges.get(0).weightUnit();
    }

    /** The layout alone, for a file that nobody has described: no citation, no licence, an id of its own. */
    ConnectomeRecipe unidentified(String connectomeId) {
        ConnectomeTraits traits = new ConnectomeTraits(
                StatedValue.of(connectomeId),
                "unknown",
                "unknown",
                Optional.empty(),
                Optional.empty(),
                recording.includesNmj(),
                "unknown",
                List.of());
        Optional<String> none = Optional.empty();
        return new ConnectomeRecipe(
                connectomeId,
                none,
                none,
                none,
                none,
                none,
                none,
                Optional.empty(),
                kind,
                format,
                List.of(),
                signature,
                traits,
                edges,
                Optional.empty());
    }
}
