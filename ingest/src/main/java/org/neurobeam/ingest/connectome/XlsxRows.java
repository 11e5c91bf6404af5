package org.neurobeam.ingest.connectome;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.model.SharedStrings;
import org.neurobeam.ingest.connectome.SheetBook.Cell;
import org.neurobeam.ingest.connectome.SheetBook.Row;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The cells of a sheet's XML ({@code row}, {@code c}, {@code v}, {@code is/t}), row by row. */
final class XlsxRows extends DefaultHandler {
    private final SharedStrings strings;
    private final Consumer<Row> rows;
    private final StringBuilder text = new StringBuilder();
    private List<Cell> cells = new ArrayList<>();
    private int row = -1;
    private int column = -1;
    private String type = "";
    private boolean inValue;

    XlsxRows(SharedStrings strings, Consumer<Row> rows) {
        this.strings = strings;
        this.rows = rows;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "row" -> {
                String number = attributes.getValue("r");
                row = number == null ? row + 1 : Integer.parseInt(number) - 1;
                column = -1;
                cells = new ArrayList<>();
            }
            case "c" -> {
                String reference = attributes.getValue("r");
                column = reference == null ? column + 1 : new CellReference(reference).getCol();
                type = attributes.getValue("t") == null ? "n" : attributes.getValue("t");
                text.setLength(0);
            }
            case "v", "t" -> inValue = true;
            default -> {}
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (inValue) {
            text.append(chars, start, length);
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "v", "t" -> inValue = false;
            case "c" -> add();
            case "row" -> rows.accept(new Row(row, cells));
            default -> {}
        }
    }

    private void add() {
        String value = text.toString();
        if (value.isBlank() || type.equals("e") || type.equals("b")) {
            return;
        }
        if (type.equals("n")) {
            cells.add(Cell.of(column, Double.parseDouble(value)));
            return;
        }
        String cell = type.equals("s")
                ? strings.getItemAt(Integer.parseInt(value.strip())).getString()
                : value;
        if (!cell.isBlank()) {
            cells.add(Cell.of(column, cell));
        }
    }
}
