package org.neurobeam.ingest.connectome;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.neurobeam.ingest.connectome.SheetBook.Cell;
import org.neurobeam.ingest.connectome.SheetBook.Row;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;

/** Rows of a sheet as edges: the first row names the columns, every other row is one entry. */
final class ListRows implements Consumer<Row> {
    private final SheetBook book;
    private final String sheet;
    private final EdgeLayout layout;
    private final IngestMode mode;
    private final String path;
    private final Consumer<RawEdge> edges;
    private final Map<String, Integer> columns = new HashMap<>();
    private boolean started;

    ListRows(SheetBook book, String sheet, EdgeLayout layout, IngestMode mode, String path, Consumer<RawEdge> edges) {
        this.book = book;
        this.sheet = sheet;
        this.layout = layout;
        this.mode = mode;
        this.path = path;
        this.edges = edges;
    }

    @Override
    public void accept(Row row) {
        if (started) {
            edge(row);
        } else if (!row.cells().isEmpty()) {
            header(row);
            started = true;
        }
    }

    private void header(Row row) {
        List<String> names = row.cells().stream().map(Cell::text).toList();
        row.cells().forEach(cell -> columns.putIfAbsent(cell.text(), cell.column()));
        for (Optional<String> column : List.of(
                layout.pre(), layout.post(), layout.type(), layout.weight(), layout.transmitter(), layout.receptor())) {
            if (column.isPresent() && position(column).isEmpty()) {
                throw SheetEdges.missing(path, "column", column.get(), names);
            }
        }
    }

    /** A name of the header, or digits: the position. */
    private OptionalInt position(Optional<String> column) {
        if (column.isEmpty()) {
            return OptionalInt.empty();
        }
        Integer named = columns.get(column.get());
        if (named != null) {
            return OptionalInt.of(named);
        }
        return column.get().matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(column.get())) : OptionalInt.empty();
    }

    private void edge(Row row) {
        Optional<Cell> pre = cell(row, layout.pre());
        Optional<Cell> post = cell(row, layout.post());
        Optional<EdgeKind> kind =
                layout.kindOf(cell(row, layout.type()).map(Cell::text).orElse(""), mode);
        double weight = layout.weight().isEmpty()
                ? 1
                : cell(row, layout.weight())
                        .map(Cell::number)
                        .orElse(OptionalDouble.empty())
                        .orElse(0);
        if (pre.isPresent() && post.isPresent() && kind.isPresent() && RawEdge.isWeight(weight)) {
            int column = cell(row, layout.weight()).map(Cell::column).orElse(0);
            RawEdge.Extra extra = new RawEdge.Extra(
                    cell(row, layout.transmitter()).map(Cell::text),
                    cell(row, layout.receptor()).map(Cell::text),
                    OptionalDouble.empty());
            edges.accept(new RawEdge(
                    pre.get().text(),
                    post.get().text(),
                    kind.get(),
                    weight,
                    book.place(sheet, row.index(), column),
                    extra));
        }
    }

    private Optional<Cell> cell(Row row, Optional<String> column) {
        OptionalInt position = position(column);
        return position.isEmpty()
                ? Optional.empty()
                : row.cells().stream()
                        .filter(cell -> cell.column() == position.getAsInt())
                        .findFirst();
    }
}
