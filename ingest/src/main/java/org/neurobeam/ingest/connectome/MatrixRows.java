package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.neurobeam.ingest.connectome.SheetBook.Cell;
import org.neurobeam.ingest.connectome.SheetBook.Row;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.schemas.error.DataException;

/** A sheet as a matrix: names of the sending cells in one column, of the receiving cells in one row. */
final class MatrixRows implements Consumer<Row> {
    private interface Entry {
        void at(Row row, Cell cell, String pre, String post);
    }

    private final int headerRow;
    private final int headerColumn;
    private final int firstRow;
    private final int firstColumn;
    private final Entry entry;
    private final Map<Integer, String> posts = new HashMap<>();

    private MatrixRows(EdgeLayout layout, Entry entry) {
        this.headerRow = layout.headerRow().map(Integer::parseInt).orElse(0);
        this.headerColumn = layout.headerColumn().orElse(0);
        this.firstRow = layout.firstCell().isEmpty()
                ? headerRow + 1
                : layout.firstCell().get(0);
        this.firstColumn = layout.firstCell().size() < 2
                ? headerColumn + 1
                : layout.firstCell().get(1);
        this.entry = entry;
    }

    /** Passes the numbers of a matrix that are edges; with q-values, those significant only. */
    static void read(SheetBook book, EdgeLayout layout, String path, Consumer<RawEdge> edges) throws IOException {
        String sheet = layout.matrix().orElseThrow();
        EdgeKind kind = layout.kind()
                .orElseThrow(() -> new DataException(
                        path,
                        sheet,
                        "missing_kind",
                        "expected edges.kind for a matrix, found none; add it to the recipe"));
        Map<String, Double> q = qValues(book, layout);
        book.rows(sheet, new MatrixRows(layout, (row, cell, pre, post) -> {
            double weight = cell.number().orElse(0);
            Optional<Double> own = Optional.ofNullable(q.get(key(row.index(), cell.column())));
            boolean significant = layout.qMatrix().isEmpty()
                    || own.isPresent() && own.get() < layout.qBelow().orElse(1.0);
            if (RawEdge.isWeight(weight) && significant) {
                RawEdge.Extra extra = new RawEdge.Extra(
                        Optional.empty(),
                        Optional.empty(),
                        own.isPresent() ? OptionalDouble.of(own.get()) : OptionalDouble.empty());
                edges.accept(
                        new RawEdge(pre, post, kind, weight, book.place(sheet, row.index(), cell.column()), extra));
            }
        }));
    }

    private static Map<String, Double> qValues(SheetBook book, EdgeLayout layout) throws IOException {
        Map<String, Double> q = new HashMap<>();
        if (layout.qMatrix().isPresent()) {
            book.rows(
                    layout.qMatrix().get(),
                    new MatrixRows(
                            layout,
                            (row, cell, pre, post) ->
                                    cell.number().ifPresent(value -> q.put(key(row.index(), cell.column()), value))));
        }
        return q;
    }

    private static String key(int row, int column) {
        return row + "," + column;
    }

    @Override
    public void accept(Row row) {
        if (row.index() == headerRow) {
            row.cells().stream()
                    .filter(cell -> cell.number().isEmpty())
                    .forEach(cell -> posts.put(cell.column(), cell.text()));
        } else if (row.index() >= firstRow) {
            row.cells().stream()
                    .filter(cell ->
                            cell.column() == headerColumn && cell.number().isEmpty())
                    .findFirst()
                    .ifPresent(pre -> entries(row, pre.text()));
        }
    }

    private void entries(Row row, String pre) {
        for (Cell cell : row.cells()) {
            String post = posts.get(cell.column());
            if (cell.column() >= firstColumn && post != null) {
                entry.at(row, cell, pre, post);
            }
        }
    }
}
