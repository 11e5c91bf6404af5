package org.neurobeam.ingest.calcium.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringTokenizer;

/** Text: {@code matrix} is its blank-separated numbers, a row a line; {@code lines} its lines, empty ones included. */
record TextContainer(LocalFile local) implements Container, Item.Folder {
    @Override
    public List<String> names() {
        return List.of("matrix", "lines");
    }

    @Override
    public Optional<Item> child(String name) {
        return switch (name) {
            case "matrix" -> Optional.of(matrix());
            case "lines" ->
                Optional.of(new Item.Texts(
                        local.place().read(() -> Files.readAllLines(local.path(), StandardCharsets.UTF_8)).stream()
                                .map(String::strip)
                                .toList()));
            default -> Optional.empty();
        };
    }

    private NumberArray matrix() {
        return local.place().read(() -> {
            NumberText.Growing values = new NumberText.Growing(0);
            int rows = 0;
            int width = -1;
            try (BufferedReader in = Files.newBufferedReader(local.path(), StandardCharsets.UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isBlank()) {
                        rows++;
                        width = row(line, values, width, new Place(local.place().file(), "line " + rows));
                    }
                }
            }
            List<Integer> shape = width == 1 ? List.of(rows) : List.of(rows, Math.max(0, width));
            return NumberArray.of(shape, values.toArray());
        });
    }

    private static int row(String line, NumberText.Growing values, int width, Place place) {
        StringTokenizer cells = new StringTokenizer(line);
        int n = cells.countTokens();
        if (width >= 0 && n != width) {
            throw place.bad("bad_row", "expected " + width + " numbers, found " + n + "; the file is damaged");
        }
        while (cells.hasMoreTokens()) {
            values.add(place, NumberText.of(place, cells.nextToken()));
        }
        return n;
    }

    /** A list of names may end as it likes. */
    @Override
    public boolean isUnfinished() {
        return local.endsWithinLine() && local.place().read(this::isNumbers);
    }

    private boolean isNumbers() throws IOException {
        try (BufferedReader in = Files.newBufferedReader(local.path(), StandardCharsets.UTF_8)) {
            StringTokenizer cells = new StringTokenizer(Objects.requireNonNullElse(in.readLine(), ""));
            return cells.hasMoreTokens() && NumberText.isNumber(cells.nextToken());
        }
    }

    @Override
    public String format() {
        return "text";
    }

    @Override
    public Item.Folder root() {
        return this;
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
