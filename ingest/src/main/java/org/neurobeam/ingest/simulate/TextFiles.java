package org.neurobeam.ingest.simulate;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.neurobeam.schemas.io.DataStore;

/** Text, TSV and JSON files with the same bytes on every system: UTF-8, line feeds, numbers of fixed precision. */
final class TextFiles {
    private static final MathContext DIGITS = new MathContext(9);
    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final DataStore store;

    TextFiles(DataStore store) {
        this.store = store;
    }

    DataStore store() {
        return store;
    }

    void text(String path, String text) throws IOException {
        try (OutputStream out = store.write(path + ".tmp")) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        store.move(path + ".tmp", path);
    }

    /** An object in the order of the map; doubles must be given through {@link #number(double)}. */
    void json(String path, Map<String, ?> object) throws IOException {
        text(path, JSON.writeValueAsString(object) + "\n");
    }

    /** Columns of equal length; NaN becomes {@code n/a}. */
    void table(String path, Map<String, double[]> columns) throws IOException {
        StringBuilder lines = new StringBuilder(String.join("\t", columns.keySet())).append('\n');
        int rows = columns.values().iterator().next().length;
        for (int row = 0; row < rows; row++) {
            for (Iterator<double[]> column = columns.values().iterator(); column.hasNext(); ) {
                double value = column.next()[row];
                lines.append(Double.isNaN(value) ? "n/a" : number(value).toString());
                lines.append(column.hasNext() ? '\t' : '\n');
            }
        }
        text(path, lines.toString());
    }

    /** Nine significant digits without trailing zeros; {@code Double.toString} differs between JDK versions. */
    static BigDecimal number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
