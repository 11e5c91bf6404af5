package org.neurobeam.ingest.calcium;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.ingest.calcium.container.Container;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.calcium.container.Contents;
import org.neurobeam.ingest.calcium.container.Item;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.ingest.recipe.Behaviour;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.RecipeChoice;
import org.neurobeam.ingest.recipe.Signal;
import org.neurobeam.ingest.recipe.Value;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** A first look at one file: which recipes fit it, and which recordings it holds. */
final class FileLook implements Closeable {
    private static final String SIBLING = "file:";

    private final DataStore store;
    private final String path;
    private final List<String> paths;
    private final IngestMode mode;
    private final Containers.Content content;
    private final Map<Format, Container> open = new EnumMap<>(Format.class);
    private final Map<String, Boolean> pinned = new HashMap<>();
    private Optional<DataException> failure = Optional.empty();
    private Map<String, Item.Opaque> refused = Map.of();
    private String summary = "";
    private boolean isDescribed;

    /** @throws DataException when the file cannot be read at all */
    FileLook(DataStore store, String path, List<String> paths, IngestMode mode) {
        this.store = store;
        this.path = path;
        this.paths = paths;
        this.mode = mode;
        this.content = Containers.sniff(store, path);
    }

    Containers.Content content() {
        return content;
    }

    /** Why it could not be opened. */
    Optional<DataException> failure() {
        return failure;
    }

    /** Parts that are not read because they hold code or objects; known once the file is closed. */
    Map<String, Item.Opaque> refused() {
        return refused;
    }

    /** What it holds; known once the file is closed. */
    String summary() {
        return summary;
    }

    /** Whether the content is of the recipe's format, and everything of its signature is there. */
    boolean fits(Recipe recipe) {
        if (format(recipe).isEmpty() || failure.isPresent()) {
            return false;
        }
        Map<String, String> words = words(recipe);
        try {
            return recipe.signature().stream().allMatch(entry -> has(recipe, entry, words));
        } catch (DataException damaged) {
            failure = Optional.of(damaged);
            return false;
        }
    }

    /** Whether the file is known to be of the recipe's source. */
    boolean isPinned(Recipe recipe) {
        return pinned.computeIfAbsent(recipe.id(), id -> FilePins.has(store, path, recipe));
    }

    /** Whether the file says that it was simulated. */
    boolean isSimulated(Recipe recipe) {
        return !recipe.simulatedBy().isEmpty() && has(recipe, recipe.simulatedBy(), words(recipe));
    }

    /** The format of the recipe that the content may be. */
    private Optional<Format> format(Recipe recipe) {
        return recipe.format().stream().filter(content.formats()::contains).findFirst();
    }

    private boolean has(Recipe recipe, String entry, Map<String, String> words) {
        if (entry.startsWith(SIBLING)) {
            return companion(entry.substring(SIBLING.length()), words).isPresent();
        }
        Container container = container(format(recipe).orElseThrow());
        String format = container.format();
        String filled = Words.fill(entry, words, word -> Selector.escaped(word, format));
        return !Selector.of(filled, format).find(container.root()).isEmpty();
    }

    private Container container(Format format) {
        // text is read in two ways, everything else in one
        Format key = format == Format.TEXT ? Format.TEXT : Format.CSV;
        Container container = open.get(key);
        if (container == null) {
            try {
                container = Containers.open(store, path, format);
            } catch (IOException e) {
                throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
            }
            open.put(key, container);
        }
        return container;
    }

    private Map<String, String> words(Recipe recipe) {
        Map<String, String> words = Words.ofPath(path);
        firstCondition(recipe).ifPresent(c -> words.put("condition", Words.fill(c, words)));
        recipe.recording().id().ofPath(Glob.plain(path)).ifPresent(id -> words.put("recording", Words.fill(id, words)));
        return words;
    }

    private Optional<String> companion(String glob, Map<String, String> words) {
        Glob filled = Glob.of(Words.fill(glob, words));
        return paths.stream().filter(filled::matches).findFirst();
    }

    /** Nobody will ask what it holds. */
    void forget() {
        isDescribed = true;
    }

    /** What the file holds. */
    Contents contents(Recipe recipe) {
        isDescribed = true;
        return Contents.of(container(format(recipe).orElseThrow()).root());
    }

    /** The recordings that the file holds; none when it has no traces. */
    List<CalciumSource> recordings(RecipeChoice choice, String datasetId) {
        Recipe recipe = choice.recipe();
        List<CalciumSource> sources = new ArrayList<>();
        for (String each : each(recipe)) {
            Map<String, String> words = words(recipe);
            words.put("each", each);
            String id = name(choice)
                    .ofPath(Glob.plain(path))
                    .map(t -> Words.fill(t, words))
                    .orElseThrow(() -> new DataException(
                            path,
                            "",
                            "no_id",
                            "recording.id of recipe " + recipe.id() + " does not match this path; mend its regex"));
            words.put("recording", id);
            CalciumSource source = new CalciumSource(
                    datasetId + "/" + id,
                    datasetId,
                    path,
                    words,
                    recipe,
                    choice.reason(),
                    companions(recipe, words),
                    List.of());
            if (hasTraces(recipe, words)) {
                sources.add(source);
            }
        }
        return sources;
    }

    private Value name(RecipeChoice choice) {
        Value own = choice.recipe().recording().id();
        return mode == IngestMode.PAPER_FAITHFUL
                ? choice.recipe().published().name().orElse(own)
                : own;
    }

    private Optional<String> firstCondition(Recipe recipe) {
        return recipe.recording().condition().stream().findFirst().flatMap(v -> v.ofPath(Glob.plain(path)));
    }

    private boolean hasTraces(Recipe recipe, Map<String, String> words) {
        if (recipe.kind() == Kind.BEHAVIOUR) {
            return true;
        }
        Signal raw = recipe.traces().get("raw");
        return !raw.file().isEmpty() || raw.at().stream().anyMatch(at -> has(recipe, at, words));
    }

    private Set<String> each(Recipe recipe) {
        if (recipe.recording().each().isEmpty()) {
            return Set.of("");
        }
        Set<String> keys = new LinkedHashSet<>();
        Container container = container(format(recipe).orElseThrow());
        for (String selector : recipe.recording().each()) {
            String filled = Words.fill(selector, words(recipe));
            for (Selector.Found found : Selector.of(filled, container.format()).find(container.root())) {
                keys.add(found.key().isEmpty() ? filled : found.key());
            }
        }
        return keys;
    }

    private Map<String, String> companions(Recipe recipe, Map<String, String> words) {
        Map<String, String> companions = new TreeMap<>();
        for (String glob : globs(recipe, words.get("recording"))) {
            if (!glob.isEmpty()) {
                companion(glob, words).ifPresent(found -> companions.put(glob, found));
            }
        }
        return companions;
    }

    private static Set<String> globs(Recipe recipe, String recording) {
        Set<String> globs = new LinkedHashSet<>();
        if (recipe.simulatedBy().startsWith(SIBLING)) {
            globs.add(recipe.simulatedBy().substring(SIBLING.length()));
        }
        globs.add(recipe.ids().file());
        globs.add(recipe.units().file());
        globs.add(recipe.time().file());
        recipe.traces().values().forEach(signal -> globs.add(signal.file()));
        recipe.behaviour().forEach(b -> globs.add(b.file()));
        recipe.behaviour().stream().map(Behaviour::ownClock).forEach(c -> c.ifPresent(k -> globs.add(k.file())));
        recipe.annotations().forEach(a -> globs.add(a.file()));
        recipe.clocks().forEach(c -> {
            globs.add(c.file());
            globs.add(c.files().getOrDefault(recording, ""));
        });
        recipe.recording().words().values().stream().map(Value::file).forEach(globs::add);
        return globs;
    }

    @Override
    public void close() throws IOException {
        try {
            if (failure.isEmpty() && !isDescribed && content != Containers.Content.OTHER) {
                summarise();
            }
        } finally {
            for (Container container : new HashMap<>(open).values()) {
                container.close();
            }
        }
    }

    private void summarise() {
        if (content == Containers.Content.TEXT) {
            // without a recipe nobody knows how to read it
            summary = "text";
            return;
        }
        try {
            Contents contents = Contents.of(container(Format.CSV).root());
            refused = contents.refused();
            summary = CalciumIngest.variables(contents);
        } catch (DataException damaged) {
            failure = Optional.of(damaged);
        }
    }
}
