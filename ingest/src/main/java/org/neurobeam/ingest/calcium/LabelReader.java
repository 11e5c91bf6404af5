package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.Item;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.ingest.recipe.Ids;
import org.neurobeam.ingest.recipe.Signal;
import org.neurobeam.ingest.vocabulary.SourceLabel;

/** Reads what a source calls its units. */
final class LabelReader {
    private static final String HEADER = "header";

    private final OpenRecording recording;
    private final Ids ids;
    private final int units;

    LabelReader(OpenRecording recording, int units) {
        this.recording = recording;
        this.ids = recording.source().recipe().ids();
        this.units = units;
    }

    /**
     * Labels and the words beside them, by unit.
     *
     * @param labels one a unit
     * @param dv D or V by unit
     */
    record Labels(List<SourceLabel> labels, Map<Integer, String> dv) {}

    /** @throws org.neurobeam.schemas.error.DataException when there are fewer labels than units */
    Labels read() throws IOException {
        List<SourceLabel> labels = new ArrayList<>(Collections.nCopies(units, SourceLabel.absent()));
        List<Selector.Found> found = ids.at().isEmpty() ? List.of() : find();
        if (found.isEmpty()) {
            return new Labels(labels, Map.of());
        }
        if (!ids.index().isEmpty()) {
            indexed(found, labels);
        } else if (found.size() > 1 || !found.get(0).key().isEmpty()) {
            keyed(found, labels);
        } else {
            listed(found.get(0).item(), labels);
        }
        return new Labels(labels, dv());
    }

    private List<Selector.Found> find() throws IOException {
        if (ids.at().equals(List.of(HEADER))) {
            Signal raw = recording.source().recipe().traces().get("raw");
            return recording.find(raw.at().stream().map(at -> HEADER + ":" + at).toList(), raw.file());
        }
        return recording.find(ids.at(), ids.file());
    }

    private void listed(Item item, List<SourceLabel> labels) {
        List<SourceLabel> all = new ArrayList<>();
        if (item instanceof Item.Cells cells) {
            for (int i = 0; i < cells.size(); i++) {
                all.add(label(OpenRecording.texts(cells.get(i)), Double.NaN));
            }
        } else {
            OpenRecording.texts(item).forEach(text -> all.add(SourceLabel.of(text)));
        }
        if (all.size() < labels.size()) {
            throw recording.bad(
                    String.join(" or ", ids.at()),
                    "shape_mismatch",
                    "expected " + labels.size() + " labels, one a unit, found " + all.size());
        }
        for (int i = 0; i < labels.size(); i++) {
            labels.set(i, all.get(i));
        }
    }

    private void keyed(List<Selector.Found> found, List<SourceLabel> labels) throws IOException {
        Map<Integer, Double> confidence = numbers();
        for (Selector.Found one : found) {
            int unit = unit(one.key());
            labels.set(unit, label(OpenRecording.texts(one.item()), confidence.getOrDefault(unit, Double.NaN)));
        }
    }

    private Map<Integer, Double> numbers() throws IOException {
        Map<Integer, Double> numbers = new HashMap<>();
        if (!ids.confidence().at().isEmpty()) {
            for (Selector.Found one : recording.find(List.of(ids.confidence().at()), ids.file())) {
                if (one.item() instanceof NumberArray number && number.count() == 1) {
                    numbers.put(unit(one.key()), number.values()[0]);
                }
            }
        }
        return numbers;
    }

    private Map<Integer, String> dv() throws IOException {
        Map<Integer, String> words = new HashMap<>();
        if (!ids.dv().isEmpty()) {
            for (Selector.Found one : recording.find(List.of(ids.dv()), ids.file())) {
                OpenRecording.texts(one.item()).stream()
                        .filter(word -> word.equals("D") || word.equals("V"))
                        .findFirst()
                        .ifPresent(word -> words.put(unit(one.key()), word));
            }
        }
        return words;
    }

    private int unit(String key) {
        return unit(key.matches("\\d{1,9}") ? Integer.parseInt(key) : -1, key);
    }

    private int unit(int number, String key) {
        int unit = number - ids.base();
        if (unit < 0 || unit >= units) {
            throw recording.bad(
                    String.join(" or ", ids.at()),
                    "label_out_of_range",
                    "expected a column number from " + ids.base() + " to " + (units - 1 + ids.base()) + ", found '"
                            + key + "'");
        }
        return unit;
    }

    private void indexed(List<Selector.Found> found, List<SourceLabel> labels) throws IOException {
        Optional<NumberArray> index = recording.numbers(List.of(ids.index()), ids.file());
        List<List<String>> names = new ArrayList<>();
        for (Selector.Found one : found) {
            if (one.item() instanceof Item.Cells cells) {
                for (int i = 0; i < cells.size(); i++) {
                    names.add(OpenRecording.texts(cells.get(i)));
                }
            } else {
                names.add(OpenRecording.texts(one.item()));
            }
        }
        double[] columns = index.map(NumberArray::values).orElse(new double[0]);
        if (columns.length != names.size()) {
            throw recording.bad(
                    ids.index(),
                    "shape_mismatch",
                    "expected " + names.size() + " column numbers, one a label, found " + columns.length);
        }
        for (int i = 0; i < columns.length; i++) {
            labels.set(unit((int) columns[i], Double.toString(columns[i])), label(names.get(i), Double.NaN));
        }
    }

    /** Several texts are a list of candidates. */
    private static SourceLabel label(List<String> texts, double confidence) {
        List<String> names = texts.stream().filter(t -> !t.isBlank()).distinct().toList();
        if (names.isEmpty()) {
            return SourceLabel.absent();
        }
        return names.size() == 1 ? SourceLabel.of(names.get(0), confidence) : SourceLabel.list(names);
    }
}
