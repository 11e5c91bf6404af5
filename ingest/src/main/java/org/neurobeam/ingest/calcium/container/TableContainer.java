package org.neurobeam.ingest.calcium.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A csv table. Its members are the columns by name; {@code 3..-1} the matrix of columns by position, from 1, negative
 * ones from the end; {@code header:3..-1} the names of these columns. A first row of numbers alone is data: such a table
 * has no names. The table is read once, when first asked for values.
 */
final class TableContainer implements Container, Item.Folder {
    private static final Pattern RANGE = Pattern.compile("(header:)?(-?\\d+)\\.\\.(-?\\d+)");

    private final LocalFile local;
    private final List<String> first;
    private final boolean hasHeader;
    private final Map<Integer, List<String>> texts = new LinkedHashMap<>();
    private NumberArray numbers;

    private TableContainer(LocalFile local, List<String> first) {
        this.local = local;
        this.first = first;
        this.hasHeader = !first.stream().allMatch(NumberText::isNumber);
    }

    static TableContainer open(LocalFile local) {
        return local.place().read(() -> {
            try (CSVParser parser = parser(local)) {
                var rows = parser.iterator();
                return new TableContainer(local, rows.hasNext() ? cells(rows.next()) : List.of());
            }
        });
    }

    private static CSVParser parser(LocalFile local) throws IOException {
        BufferedReader in = Files.newBufferedReader(local.path(), StandardCharsets.UTF_8);
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(local))
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(in);
    }

    private static char delimiter(LocalFile local) {
        String head = new String(local.head(), StandardCharsets.UTF_8);
        return head.indexOf(',') < 0 && head.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private static List<String> cells(CSVRecord row) {
        List<String> cells = new ArrayList<>(row.size());
        row.forEach(cell -> cells.add(cell.strip()));
        return cells;
    }

    @Override
    public List<String> names() {
        return hasHeader ? first : List.of("1..-1");
    }

    @Override
    public Optional<Item> child(String name) {
        int column = hasHeader ? first.indexOf(name) : -1;
        if (column >= 0) {
            return Optional.of(column(name, column));
        }
        Matcher range = RANGE.matcher(name);
        if (!range.matches()) {
            return Optional.empty();
        }
        int from = position(range.group(2));
        int to = position(range.group(3));
        if (from < 0 || to >= first.size() || from > to) {
            throw local.place()
                    .bad("no_columns", "expected the columns " + name + ", found " + first.size() + " columns");
        }
        if (range.group(1) != null) {
            return hasHeader ? Optional.of(new Item.Texts(first.subList(from, to + 1))) : Optional.empty();
        }
        return Optional.of(columns(from, to));
    }

    private int position(String text) {
        int n = Integer.parseInt(text);
        return n < 0 ? first.size() + n : n - 1;
    }

    private Item column(String name, int column) {
        List<String> cells = local.place().in(name).read(() -> {
            load();
            return texts.getOrDefault(column, List.of());
        });
        return cells.isEmpty() ? columns(column, column) : new Item.Texts(cells);
    }

    private NumberArray columns(int from, int to) {
        local.place().read(() -> {
            load();
            return texts;
        });
        for (int j = from; j <= to; j++) {
            if (texts.containsKey(j)) {
                throw local.place().in("column " + (j + 1)).bad("not_a_number", "expected numbers, found texts");
            }
        }
        int rows = numbers.rows();
        int width = to - from + 1;
        if (width == first.size()) {
            return numbers;
        }
        double[] all = numbers.values();
        double[] block = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all, i * first.size() + from, block, i * width, width);
        }
        return NumberArray.of(width == 1 ? List.of(rows) : List.of(rows, width), block);
    }

    private void load() throws IOException {
        if (numbers != null) {
            return;
        }
        boolean[] isText = textColumns();
        NumberText.Growing values = new NumberText.Growing();
        try (CSVParser parser = parser(local)) {
            long line = 0;
            for (CSVRecord row : parser) {
                line++;
                if (line > 1 || !hasHeader) {
                    add(row, isText, values, new Place(local.place().file(), "row " + line));
                }
            }
        }
        int rows = first.isEmpty() ? 0 : values.size() / first.size();
        numbers = NumberArray.of(List.of(rows, first.size()), values.toArray());
    }

    private void add(CSVRecord row, boolean[] isText, NumberText.Growing values, Place place) {
        if (row.size() != first.size()) {
            throw place.bad(
                    "bad_row", "expected " + first.size() + " cells, found " + row.size() + "; the file is damaged");
        }
        for (int j = 0; j < first.size(); j++) {
            String cell = row.get(j).strip();
            if (isText[j]) {
                texts.computeIfAbsent(j, k -> new ArrayList<>()).add(cell);
                values.add(place, Double.NaN);
            } else {
                values.add(place, NumberText.of(place, cell));
            }
        }
    }

    /** Columns whose first cells below the header are no numbers. */
    private boolean[] textColumns() throws IOException {
        boolean[] isText = new boolean[first.size()];
        try (CSVParser parser = parser(local)) {
            int line = 0;
            for (CSVRecord row : parser) {
                if (hasHeader && line == 1 && row.size() == isText.length) {
                    for (int j = 0; j < isText.length; j++) {
                        isText[j] = !NumberText.isNumber(row.get(j).strip());
                    }
                }
                line++;
                if (line > 1) {
                    break;
                }
            }
        }
        return isText;
    }

    @Override
    public boolean isUnfinished() {
        return local.endsWithinLine();
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public Item.Folder root() {
        return this;
    }

    @Override
    public void close() throws IOException {
        local.close();
    }

    @Override
    public String toString() {
        return local.place().file() + Arrays.asList(first.size());
    }
}
