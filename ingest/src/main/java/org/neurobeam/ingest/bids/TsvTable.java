package org.neurobeam.ingest.bids;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A table of a BIDS data set: named columns of text, where {@code n/a} and the empty cell are absent values.
 *
 * <p>UTF-8 with or without a byte order mark; anything else is read as ISO-8859-1 with a warning.
 */
public final class TsvTable {
    private final String file;
    private final List<String> columns;
    private final List<TsvReader.Row> rows;
    private final List<String> warnings;
    private final Map<String, Integer> positions = new HashMap<>();

    TsvTable(String file, List<String> columns, List<TsvReader.Row> rows, List<String> warnings) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.warnings = List.copyOf(warnings);
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i), i);
        }
    }

    /**
     * Reads a table whose first line names the columns; a {@code .gz} is recognised by content.
     *
     * @throws DataException with file and line for a missing header, a repeated column, a row of another length or a
     *     quote that is never closed
     */
    public static TsvTable read(DataStore store, String path) throws IOException {
        return TsvReader.read(store, path, Optional.empty());
    }

    /**
     * Reads a table without header, as physio and stim files are.
     *
     * @param columns names from the JSON beside it
     * @throws DataException as {@link #read(DataStore, String)}
     */
    public static TsvTable readHeaderless(DataStore store, String path, List<String> columns) throws IOException {
        return TsvReader.read(store, path, Optional.of(columns));
    }

    /** The file read, as a path in its store. */
    public String file() {
        return file;
    }

    /** Column names from left to right. */
    public List<String> columns() {
        return columns;
    }

    /** Number of rows, the header not counted. */
    public int rows() {
        return rows.size();
    }

    /** What was doubtful but readable, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Position of a column. */
    public OptionalInt column(String name) {
        Integer at = positions.get(name);
        return at == null ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /**
     * Position of a column that must be there.
     *
     * @throws DataException naming the columns found
     */
    public int requireColumn(String name) {
        return column(name)
                .orElseThrow(() -> new DataException(
                        file,
                        "line 1",
                        "missing_column",
                        "expected a column '" + name + "', found " + String.join(", ", columns)));
    }

    /** The cell, empty for {@code n/a}; row from 0. */
    public Optional<String> cell(int row, int column) {
        String cell = rows.get(row).cell(column);
        return cell.isEmpty() || cell.equals("n/a") ? Optional.empty() : Optional.of(cell);
    }

    /** The line of the file on which a row stands, from 1. */
    public long line(int row) {
        return rows.get(row).line();
    }

    /**
     * The cell as a number, NaN for {@code n/a}.
     *
     * @throws DataException with file, line and column when it is not a number
     */
    public double number(int row, int column) {
        Optional<String> cell = cell(row, column);
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            return parse(cell.get().strip());
        } catch (NumberFormatException e) {
            throw new DataException(
                    file,
                    "line " + line(row) + ", column " + columns.get(column),
                    "not_a_number",
                    "expected a number or n/a, found '" + cell.get() + "'",
                    e);
        }
    }

    private static double parse(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /**
     * A whole column as numbers, [rows], NaN for {@code n/a}.
     *
     * @throws DataException with file, line and column at the first cell that is not a number
     */
    public double[] numbers(int column) {
        double[] values = new double[rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(i, column);
        }
        return values;
    }

    /**
     * Checks that there is one row for each volume.
     *
     * @throws DataException naming both numbers
     */
    public void requireRows(long volumes) {
        if (rows() != volumes) {
            throw new DataException(
                    file,
                    "",
                    "rows_not_volumes",
                    "table has " + rows() + " rows but the image has " + volumes
                            + " volumes; use the table of this run, or trim the one that is longer");
        }
    }
}
