package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.neurobeam.schemas.error.DataException;

/** Comma or tab separated text as a book of one sheet without a name. */
final class TextBook implements SheetBook {
    private final SourceContent file;
    private final String text;

    TextBook(SourceContent file) {
        this.file = file;
        this.text = file.text();
    }

    @Override
    public List<String> sheets() {
        return List.of("");
    }

    @Override
    public void rows(String sheet, Consumer<Row> rows) throws IOException {
        rows(Long.MAX_VALUE, rows);
    }

    /** Files of other kinds are asked for their header too, and may be long. */
    @Override
    public Row header(String sheet) throws IOException {
        List<Cell> cells = new ArrayList<>();
        rows(1, row -> cells.addAll(row.cells()));
        return new Row(0, cells);
    }

    private void rows(long most, Consumer<Row> rows) throws IOException {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(header.indexOf('\t') >= 0 ? '\t' : ',')
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> lines = parser.iterator();
            int width = -1;
            for (long n = 0; n < most && lines.hasNext(); n++) {
                CSVRecord line = lines.next();
                width = width < 0 ? line.size() : width;
                if (n + 1 < most && !lines.hasNext()) {
                    requireWhole(line, width);
                }
                rows.accept(new Row((int) line.getRecordNumber() - 1, cells(line)));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new DataException(
                    file.path(), "", "unreadable_text", "expected delimited text, found " + e.getMessage(), e);
        }
    }

    /** Cells at the end of a row may be left out, but not where the file stops. */
    private void requireWhole(CSVRecord line, int width) {
        if (line.size() < width && file.endsWithinLine()) {
            throw new DataException(
                    file.path(),
                    "line " + line.getRecordNumber(),
                    "truncated_data",
                    "expected " + width + " cells, found " + line.size() + " in the last line, which is not ended; get"
                            + " the file again");
        }
    }

    private static List<Cell> cells(CSVRecord line) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            // a header may be marked as a comment
            String cell = line.getRecordNumber() == 1 && i == 0 ? line.get(i).replaceFirst("^#", "") : line.get(i);
            if (!cell.isBlank()) {
                cells.add(Cell.of(i, cell));
            }
        }
        return cells;
    }

    @Override
    public String place(String sheet, int row, int column) {
        return "line " + (row + 1);
    }
}
