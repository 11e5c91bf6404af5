package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;

/**
 * A long table: its first rows as HTML, all of them for the script, which pages, searches and filters. Every cell is
 * text.
 */
final class PagedTable {
    private static final int PAGE = 20;

    /** Rows that a file embeds at most. */
    private static final int MOST = 20_000;

    private final String name;
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** How the cells of a column are shown. */
    enum Look {
        TEXT,
        NUMBER,
        PATH,
        BADGE
    }

    /**
     * A column.
     *
     * @param choice whether the reader may choose one of its values
     */
    record Column(String title, Look look, boolean choice) {
        static Column of(String title, Look look) {
            return new Column(title, look, false);
        }

        static Column choice(String title, Look look) {
            return new Column(title, look, true);
        }
    }

    PagedTable(String name, List<Column> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    /** A row; as many cells as there are columns. */
    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "row has " + cells.length + " cells, but the table " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    int size() {
        return rows.size();
    }

    void write(Html html, ScriptData data) throws IOException {
        if (rows.size() > PAGE) {
            data.table(name, numbers());
        }
        html.raw("<div class=\"paged\" data-table=\"" + name + "\">\n");
        List<List<Html.Cell>> first = new ArrayList<>();
        for (List<String> row : rows.subList(0, Math.min(PAGE, rows.size()))) {
            List<Html.Cell> cells = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                cells.add(cell(columns.get(c).look(), row.get(c)));
            }
            first.add(cells);
        }
        List<Html.Column> heads = columns.stream()
                .map(c -> new Html.Column(c.title(), c.look() == Look.NUMBER))
                .toList();
        html.table("long " + name, heads, first);
        html.raw("</div>\n");
        if (rows.size() > PAGE) {
            String all = rows.size() > MOST
                    ? "this file holds the first " + NumberText.count(MOST) + ", the dataset all"
                    : "open this file with JavaScript to page through all";
            html.raw("<p class=\"note without-script\">")
                    .text("The first " + PAGE + " of " + NumberText.count(rows.size()) + " rows; " + all + ".")
                    .raw("</p>\n");
        }
    }

    private Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("titles", columns.stream().map(Column::title).toList());
        numbers.put(
                "looks",
                columns.stream()
                        .map(c -> c.look().name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
        Map<String, Object> choices = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).choice()) {
                Set<String> values = new LinkedHashSet<>();
                for (List<String> row : rows) {
                    values.add(row.get(c));
                }
                choices.put(Integer.toString(c), values);
            }
        }
        numbers.put("choices", choices);
        numbers.put("total", rows.size());
        numbers.put("page", PAGE);
        numbers.put("rows", rows.subList(0, Math.min(MOST, rows.size())));
        return numbers;
    }

    private static Html.Cell cell(Look look, String text) {
        return switch (look) {
            case BADGE -> badge(text);
            case PATH -> Html.Cell.markup("<span class=\"path\">" + Html.escape(text) + "</span>");
            default -> Html.Cell.of(text);
        };
    }

    /** A severity or status as a coloured word. */
    static Html.Cell badge(String word) {
        String level = switch (word) {
            case "error", "reject" -> "error";
            case "warn" -> "warn";
            default -> "info";
        };
        return Html.Cell.markup("<span class=\"badge " + level + "\">" + Html.escape(word) + "</span>");
    }
}
