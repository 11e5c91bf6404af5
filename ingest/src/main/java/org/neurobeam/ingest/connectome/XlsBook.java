package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.neurobeam.schemas.error.DataException;

/** A workbook of Excel 97 to 2003, read whole: such files have at most 65,536 rows. */
final class XlsBook implements SheetBook {
    private final SourceContent file;

    XlsBook(SourceContent file) {
        this.file = file;
    }

    @Override
    public List<String> sheets() throws IOException {
        try (HSSFWorkbook book = open()) {
            List<String> names = new ArrayList<>();
            book.sheetIterator().forEachRemaining(sheet -> names.add(sheet.getSheetName()));
            return names;
        }
    }

    @Override
    public void rows(String name, Consumer<Row> rows) throws IOException {
        try (HSSFWorkbook book = open()) {
            Sheet sheet = book.getSheet(name);
            if (sheet == null) {
                throw SheetEdges.missing(file.path(), "sheet", name, sheets());
            }
            for (org.apache.poi.ss.usermodel.Row row : sheet) {
                rows.accept(new Row(row.getRowNum(), cells(row)));
            }
        }
    }

    private HSSFWorkbook open() {
        try {
            return new HSSFWorkbook(file.stream());
        } catch (IOException | RuntimeException e) {
            // POI reports damage by many unchecked types
            throw new DataException(
                    file.path(),
                    "",
                    "unreadable_workbook",
                    "expected a whole Excel workbook (.xls), found " + e.getMessage() + "; get the file again",
                    e);
        }
    }

    private static List<Cell> cells(org.apache.poi.ss.usermodel.Row row) {
        List<Cell> cells = new ArrayList<>();
        for (org.apache.poi.ss.usermodel.Cell cell : row) {
            CellType type =
                    cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
            if (type == CellType.NUMERIC) {
                cells.add(Cell.of(cell.getColumnIndex(), cell.getNumericCellValue()));
            } else if (type == CellType.STRING && !cell.getStringCellValue().isBlank()) {
                cells.add(Cell.of(cell.getColumnIndex(), cell.getStringCellValue()));
            }
        }
        return cells;
    }

    @Override
    public String place(String sheet, int row, int column) {
        return sheet + "!" + new CellReference(row, column).formatAsString();
    }
}
