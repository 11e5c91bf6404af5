package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The description of a file for people: one line a key. */
final class FileTable {
    private static final double TR_TOLERANCE = 1e-6;
    private static final int SIGNIFICANT = 7;
    private static final Set<String> ELSEWHERE =
            Set.of("affine", "warnings", "tr_s", "tr_source", "header_tr_s", "load_error", "data_error", "arrays");

    private FileTable() {}

    static List<String> lines(ObjectNode json) {
        AlignedTable table = new AlignedTable();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!ELSEWHERE.contains(field.getKey())) {
                table.row(field.getKey() + ":", text(field.getValue()));
            }
        }
        if (json.has("tr_source")) {
            table.row("tr:", repetitionTime(json));
        }
        affine(json.path("affine"), table);
        for (JsonNode array : json.path("arrays")) {
            table.row("array:", array(array));
        }
        for (JsonNode warning : json.path("warnings")) {
            table.row("warning:", warning.asText());
        }
        for (String key : List.of("load_error", "data_error")) {
            if (json.has(key)) {
                table.row(key + ":", json.path(key).asText());
            }
        }
        return table.lines();
    }

    /** The value used with its source, and the header's where that differs. */
    private static String repetitionTime(ObjectNode json) {
        JsonNode used = json.path("tr_s");
        JsonNode header = json.path("header_tr_s");
        String source = json.path("tr_source").asText();
        String text = used.isNumber() ? number(used.asDouble()) + " s (" + source + ")" : "unknown (" + source + ")";
        boolean differs =
                header.isNumber() && (!used.isNumber() || Math.abs(used.asDouble() - header.asDouble()) > TR_TOLERANCE);
        return differs ? text + "; the header says " + number(header.asDouble()) + " s" : text;
    }

    private static void affine(JsonNode affine, AlignedTable table) {
        List<List<String>> cells = new ArrayList<>();
        int width = 0;
        for (JsonNode row : affine) {
            List<String> line = new ArrayList<>();
            for (JsonNode cell : row) {
                line.add(text(cell));
                width = Math.max(width, line.get(line.size() - 1).length());
            }
            cells.add(line);
        }
        for (int r = 0; r < cells.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (String cell : cells.get(r)) {
                line.append(" ".repeat(width - cell.length())).append(cell).append("  ");
            }
            table.row(r == 0 ? "affine:" : "", line.toString());
        }
    }

    private static String array(JsonNode array) {
        StringBuilder line = new StringBuilder();
        array.properties()
                .forEach(field -> line.append(line.isEmpty() ? "" : ", ")
                        .append(field.getKey())
                        .append(' ')
                        .append(text(field.getValue())));
        return line.toString();
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(item)));
            return String.join(" ", items);
        }
        return value.isFloatingPointNumber() ? number(value.doubleValue()) : value.asText();
    }

    /** Up to seven significant digits. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf((long) value);
        }
        String text = String.format(Locale.ROOT, "%." + SIGNIFICANT + "g", value);
        return text.contains("e") ? text : text.replaceFirst("\\.?0+$", "");
    }
}
