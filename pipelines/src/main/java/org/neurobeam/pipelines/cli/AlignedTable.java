package org.neurobeam.pipelines.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns begin below each other; the last column is as long as it is. */
final class AlignedTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    AlignedTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines; cells of one line each. */
    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int c = 0; c < row.size() - 1; c++) {
                if (c == widths.size()) {
                    widths.add(0);
                }
                widths.set(c, Math.max(widths.get(c), row.get(c).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            String cell = row.get(c).replaceAll("\\R", " ");
            line.append(cell);
            if (c < row.size() - 1) {
                line.append(" ".repeat(widths.get(c) - cell.length())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }
}
