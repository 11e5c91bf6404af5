package org.neurobeam.ingest.calcium;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.Container;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.calcium.container.Contents;
import org.neurobeam.ingest.calcium.container.Item;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The files of one recording, opened when first asked for. Not thread-safe; close it. */
final class OpenRecording implements Closeable {
    private final DataStore store;
    private final CalciumSource source;
    private final Map<String, Container> open = new LinkedHashMap<>();

    OpenRecording(DataStore store, CalciumSource source) {
        this.store = store;
        this.source = source;
    }

    CalciumSource source() {
        return source;
    }

    /**
     * What the first selector with a result finds.
     *
     * @param selector as the recipe has it; empty when none finds anything
     */
    record Match(String selector, List<Selector.Found> found) {
        static final Match NONE = new Match("", List.of());
    }

    /** What the first selector with a result finds; nothing when none does, or the file is absent. */
    List<Selector.Found> find(List<String> at, String file) throws IOException {
        return match(at, file).found();
    }

    /** The first selector with a result, and what it finds. */
    Match match(List<String> at, String file) throws IOException {
        for (String path : paths(file)) {
            Match match = match(at, container(path));
            if (!match.found().isEmpty()) {
                return match;
            }
        }
        return Match.NONE;
    }

    /** Names and shapes in a file that a recipe names, for messages. */
    String variables(String file) throws IOException {
        List<String> paths = paths(file);
        return paths.isEmpty()
                ? "no file " + file
                : CalciumIngest.variables(Contents.of(container(paths.get(0)).root()));
    }

    private Match match(List<String> at, Container container) {
        String format = container.format();
        for (String selector : at) {
            String filled = Words.fill(selector, source.words(), name -> Selector.escaped(name, format));
            List<Selector.Found> found = Selector.of(filled, format).find(container.root());
            if (!found.isEmpty()) {
                return new Match(selector, found);
            }
        }
        return Match.NONE;
    }

    /** The single item that the selectors find. */
    Optional<Item> one(List<String> at, String file) throws IOException {
        return find(at, file).stream().findFirst().map(Selector.Found::item);
    }

    /**
     * The numbers that the selectors find.
     *
     * @throws DataException when something else is there
     */
    Optional<NumberArray> numbers(List<String> at, String file) throws IOException {
        Optional<Item> item = one(at, file);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(numbers(item.get(), String.join(" or ", at)));
    }

    /** @throws DataException when the item holds no numbers */
    NumberArray numbers(Item item, String place) {
        Item inner = item;
        while (inner instanceof Item.Cells cells && cells.size() == 1) {
            inner = cells.get(0);
        }
        if (inner instanceof NumberArray numbers) {
            return numbers;
        }
        if (inner instanceof Item.Texts texts) {
            return NumberArray.parsed(
                    texts.values(),
                    new org.neurobeam.schemas.error.DataException(
                            source.path(), place, "not_numbers", "expected numbers, found texts; mend the recipe"));
        }
        if (inner instanceof Item.Opaque opaque) {
            throw new DataException(source.path(), place, opaque.code(), opaque.problem());
        }
        throw new DataException(
                source.path(), place, "not_numbers", "expected numbers, found something else; mend the recipe");
    }

    /** Texts of an item: of nested cells too; a number is its text. */
    static List<String> texts(Item item) {
        if (item instanceof Item.Texts texts) {
            return texts.values();
        }
        if (item instanceof NumberArray numbers) {
            return java.util.Arrays.stream(numbers.values())
                    .mapToObj(x ->
                            Double.isNaN(x) ? "" : x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x))
                    .toList();
        }
        if (item instanceof Item.Cells cells) {
            return java.util.stream.IntStream.range(0, cells.size())
                    .mapToObj(i -> texts(cells.get(i)))
                    .flatMap(List::stream)
                    .toList();
        }
        return List.of();
    }

    /** The file that a recipe names, or those of the recording's group, its own first. */
    private List<String> paths(String file) {
        if (!file.isEmpty()) {
            return Optional.ofNullable(source.companions().get(file)).stream().toList();
        }
        List<String> paths = new ArrayList<>(List.of(source.path()));
        paths.addAll(source.others());
        return paths;
    }

    private Container container(String path) throws IOException {
        Container container = open.get(path);
        if (container == null) {
            container = Containers.open(store, path, source.recipe().format());
            open.put(path, container);
        }
        return container;
    }

    /** Files that were read and end within a line. */
    List<String> unfinished() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().isUnfinished())
                .map(Map.Entry::getKey)
                .toList();
    }

    DataException bad(String place, String code, String problem) {
        return new DataException(source.path(), place, code, problem);
    }

    @Override
    public void close() throws IOException {
        for (Container container : open.values()) {
            container.close();
        }
    }
}
