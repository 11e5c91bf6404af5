package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.neurobeam.ingest.connectome.SheetBook.Cell;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;

/** Edges of workbooks and delimited text: a list of rows, or a matrix with names at its edges. */
final class SheetEdges implements EdgeReader {
    private final Function<SourceContent, SheetBook> opener;

    SheetEdges(Function<SourceContent, SheetBook> opener) {
        this.opener = opener;
    }

    @Override
    public List<String> sheets(SourceContent file) throws IOException {
        return open(file).sheets();
    }

    private SheetBook open(SourceContent file) throws IOException {
        SheetBook book = opener.apply(file);
        if (book.sheets().isEmpty()) {
            throw new DataException(
                    file.path(), "", "no_sheet", "expected a workbook with sheets, found none; get the file again");
        }
        return book;
    }

    /** The sheets and the first row of the first one. */
    @Override
    public List<String> names(SourceContent file) throws IOException {
        SheetBook book = open(file);
        List<String> names = new ArrayList<>(book.sheets());
        book.header(names.get(0)).cells().stream().map(Cell::text).forEach(names::add);
        return names;
    }

    @Override
    public void read(SourceContent file, EdgeLayout layout, IngestMode mode, Consumer<RawEdge> edges)
            throws IOException {
        SheetBook book = open(file);
        String sheet = layout.sheetsRead(book.sheets()).get(0);
        if (layout.matrix().isPresent()) {
            MatrixRows.read(book, layout, file.path(), edges);
        } else {
            book.rows(sheet, new ListRows(book, sheet, layout, mode, file.path(), edges));
        }
    }

    /** What is thrown where a recipe names something that the file lacks. */
    static DataException missing(String path, String what, String name, List<String> found) {
        return new DataException(
                path,
                what + " " + name,
                "missing_" + what,
                "expected a " + what + " of this name, found " + found + "; correct the recipe or get the right file");
    }
}
