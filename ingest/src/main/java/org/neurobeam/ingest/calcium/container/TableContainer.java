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
import org.neurobeam.schemas.error.DataException;

/**
 * A csv table. Its members are the columns by name; {@code 3..-1} the matrix of columns by position, from 1, negative
 * ones from the end; {@code header:3..-1} the names of these columns. A first row of numbers alone is data: such a table
 * has no names. The table is read once, when first asked for values.
 */
final class TableContainer implements Container, Item.Folder {
    private static final Pattern RANGE = Pattern.compile("(header:)?(-?\\d+)\\.\\.(-?\\d+)");

    /** Bytes of a usual number and its comma. */
    private static final int CELL_BYTES = 8;

    private final LocalFile local;
    private final List<String> first;
    private final boolean hasHeader;
    private final boolean[] isText;
    private final Map<Integer, List<String>> texts = new LinkedHashMap<>();
    private NumberArray numbers;

    private TableContainer(LocalFile local, List<String> first, List<String> second) {
        this.local = local;
        this.first = first;
        this.hasHeader = !first.stream().allMatch(NumberText::isNumber);
        this.isText = new boolean[first.size()];
        // a column is what its first cell below the header is
        for (int j = 0; j < isText.length && hasHeader && second.size() == isText.length; j++) {
            isText[j] = !NumberText.isNumber(second.get(j));
        }
    }

    static TableContainer open(LocalFile local) {
        return local.place().read(() -> {
            try (CSVParser parser = parser(local)) {
                var rows = parser.iterator();
                List<String> first = rows.hasNext() ? cells(rows.next()) : List.of();
                return new TableContainer(local, first, rows.hasNext() ? cells(rows.next()) : List.of());
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
        if (!isText[column]) {
            return columns(column, column);
        }
        return new Item.Texts(local.place().in(name).read(() -> {
            load();
            return texts.getOrDefault(column, List.of());
        }));
    }

    private NumberArray columns(int from, int to) {
        for (int j = from; j <= to; j++) {
            if (isText[j]) {
                throw local.place().in("column " + (j + 1)).bad("not_a_number", "expected numbers, found texts");
            }
        }
        int width = to - from + 1;
        return NumberArray.deferred(
                () -> width == 1 ? List.of(table().rows()) : List.of(table().rows(), width), () -> block(from, width));
    }

    private NumberArray table() {
        return local.place().read(() -> {
            load();
            return numbers;
        });
    }

    private double[] block(int from, int width) {
        int rows = table().rows();
        double[] all = table().values();
        if (width == first.size()) {
            return all;
        }
        double[] block = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all, i * first.size() + from, block, i * width, width);
        }
        return block;
    }

    private void load() throws IOException {
        if (numbers != null) {
            return;
        }
        NumberText.Growing values = new NumberText.Growing(Files.size(local.path()) / CELL_BYTES);
        if (!loadPlain(values)) {
            texts.clear();
            values = new NumberText.Growing(0);
            loadQuoted(values);
        }
        int rows = first.isEmpty() ? 0 : values.size() / first.size();
        numbers = NumberArray.of(List.of(rows, first.size()), values.toArray());
    }

    /** Whether the file has neither quotes nor another alphabet than ASCII; else it has to be read again. */
    private boolean loadPlain(NumberText.Growing values) throws IOException {
        try (PlainTable table = new PlainTable(local.path(), delimiter(local))) {
            boolean more = table.nextRow();
            for (long row = 1; more && table.isPlain(); row++, more = table.nextRow()) {
                if (row > 1 || !hasHeader) {
                    add(table, values, row);
                }
            }
            return table.isPlain();
        }
    }

    private void add(PlainTable table, NumberText.Growing values, long row) throws IOException {
        Optional<DataException> failure = Optional.empty();
        int cells = 0;
        for (boolean more = true; more && table.isPlain(); ) {
            if (cells < isText.length && failure.isEmpty()) {
                failure = add(table, values, row, cells);
            }
            cells++;
            more = !table.rowEnded();
            if (more) {
                table.nextCell();
            }
        }
        if (table.isPlain()) {
            requireWidth(cells, row);
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    /** What is wrong with the cell: a row that ends in it is told of first. */
    private Optional<DataException> add(PlainTable table, NumberText.Growing values, long row, int column) {
        double value = isText[column] ? Double.NaN : table.decimal();
        if (isText[column]) {
            texts.computeIfAbsent(column, k -> new ArrayList<>()).add(table.text());
        } else if (Double.isNaN(value)) {
            try {
                value = NumberText.of(place(row), table.text());
            } catch (DataException e) {
                return Optional.of(e);
            }
        }
        values.add(local.place(), value);
        return Optional.empty();
    }

    private void loadQuoted(NumberText.Growing values) throws IOException {
        try (CSVParser parser = parser(local)) {
            long line = 0;
            for (CSVRecord row : parser) {
                line++;
                if (line > 1 || !hasHeader) {
                    requireWidth(row.size(), line);
                    add(row, values, place(line));
                }
            }
        }
    }

    private Place place(long row) {
        return new Place(local.place().file(), "row " + row);
    }

    private void requireWidth(int cells, long row) {
        if (cells != first.size()) {
            throw place(row)
                    .bad("bad_row", "expected " + first.size() + " cells, found " + cells + "; the file is damaged");
        }
    }

    private void add(CSVRecord row, NumberText.Growing values, Place place) {
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
