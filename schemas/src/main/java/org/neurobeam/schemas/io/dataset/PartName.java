package org.neurobeam.schemas.io.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.neurobeam.schemas.io.Table;

/**
 * Names of files in a dataset folder, reversible: {@code /} becomes {@code ~}, and every byte of UTF-8 outside
 * {@code [A-Za-z0-9._-]} its percent code; so does a dot at the start, and every dot of a grid or signal.
 */
public final class PartName {
    private static final String SUFFIX = ".parquet";

    private PartName() {}

    /** File-safe form of the id of a recording, connectome or source file. */
    public static String encode(String id) {
        return escaped(id, false);
    }

    private static String escaped(String text, boolean dots) {
        StringBuilder safe = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean dot = c == '.' && !dots && safe.length() > 0;
            if (c == '/') {
                safe.append('~');
            } else if (dot || c == '-' || c == '_' || c < 128 && Character.isLetterOrDigit(c)) {
                safe.append(c);
            } else {
                safe.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return safe.toString();
    }

    /** The id of a file-safe form. */
    public static String decode(String safe) {
        byte[] bytes = new byte[safe.length()];
        int n = 0;
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            if (c == '%') {
                bytes[n++] = (byte) Integer.parseInt(safe.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[n++] = (byte) (c == '~' ? '/' : c);
            }
        }
        return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    /** Path of the rows of one part, e.g. {@code units/ds~sub-01.parquet}. */
    public static String path(Table<?> table, String part) {
        return table.name() + "/" + encode(part) + SUFFIX;
    }

    /** Path of the rows of one grid and signal, e.g. {@code traces/ds~sub-01.original.raw.parquet}. */
    public static String tracePath(String recordingId, String grid, String signal) {
        return tracePrefix(recordingId) + escaped(grid, true) + "." + escaped(signal, true) + SUFFIX;
    }

    static String tracePrefix(String recordingId) {
        return Table.TRACES.name() + "/" + encode(recordingId) + ".";
    }

    static String statePath(String part) {
        return DatasetWriter.STATE + "/" + encode(part) + ".json";
    }

    /** Path of a table that holds all parts, e.g. {@code recordings/recordings.parquet}. */
    static String mergedPath(Table<?> table) {
        return table.name() + "/" + table.name() + SUFFIX;
    }

    /** Path of the file without rows of a table without rows: no id begins so. */
    static String emptyPath(Table<?> table) {
        return table.name() + "/~empty" + SUFFIX;
    }
}
