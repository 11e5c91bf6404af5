package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A file of one or more sheets of cells, read row by row. */
interface SheetBook {
    /**
     * A cell that is not blank.
     *
     * @param column from 0
     * @param text as it stands there, without outer blanks; numbers without trailing {@code .0}
     * @param number its value, where it is one
     */
    record Cell(int column, String text, OptionalDouble number) {
        /** A cell of text, which may spell a number. */
        static Cell of(int column, String text) {
            return new Cell(column, text.strip(), parse(text.strip()));
        }

        /** A cell that holds a number. */
        static Cell of(int column, double number) {
            String text = number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
            return new Cell(column, text, OptionalDouble.of(number));
        }

        private static OptionalDouble parse(String text) {
            if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1)) && !text.endsWith(".")) {
                return OptionalDouble.empty();
            }
            try {
                return OptionalDouble.of(Double.parseDouble(text));
            } catch (NumberFormatException notANumber) {
                return OptionalDouble.empty();
            }
        }
    }

    /**
     * A row with the cells that are not blank, in order.
     *
     * @param index from 0
     */
    record Row(int index, List<Cell> cells) {}

    /** Names of the sheets in order; one empty name for text. */
    List<String> sheets() throws IOException;

    /**
     * Passes the rows of a sheet in order; rows without cells may be left out.
     *
     * @throws org.neurobeam.schemas.error.DataException when the file is damaged
     */
    void rows(String sheet, Consumer<Row> rows) throws IOException;

    /**
     * The first row of a sheet; without cells where there is none.
     *
     * @throws org.neurobeam.schemas.error.DataException when the file is damaged
     */
    default Row header(String sheet) throws IOException {
        List<Cell> cells = new ArrayList<>();
        rows(sheet, row -> cells.addAll(row.index() == 0 ? row.cells() : List.of()));
        return new Row(0, cells);
    }

    /** How people find a cell: {@code sheet!D4} or {@code line 4}. */
    String place(String sheet, int row, int column);
}
