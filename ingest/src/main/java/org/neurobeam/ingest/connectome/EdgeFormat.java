package org.neurobeam.ingest.connectome;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.neurobeam.ingest.recipe.Recipe;

/** The formats of wiring diagrams, told apart by their first bytes. */
enum EdgeFormat {
    XLS(new SheetEdges(XlsBook::new)),
    XLSX(new SheetEdges(XlsxBook::new)),
    MATLAB5(new MatEdges()),
    GRAPHML(new GraphmlEdges()),
    JSON(new JsonEdges()),
    CSV(new SheetEdges(TextBook::new));

    private static final byte[] COMPOUND = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
    private static final int LOOK = 512;

    private final EdgeReader reader;

    EdgeFormat(EdgeReader reader) {
        this.reader = reader;
    }

    /** The reader of the format. */
    EdgeReader reader() {
        return reader;
    }

    /** As recipes spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that a recipe of a connectome states. */
    static EdgeFormat of(Recipe recipe) {
        return valueOf(recipe.format().get(0).name());
    }

    /** The format of a content; text that is nothing else is CSV, comma or tab separated. */
    static EdgeFormat of(SourceContent file) {
        byte[] bytes = file.bytes();
        if (startsWith(bytes, COMPOUND)) {
            return XLS;
        }
        String head = new String(bytes, 0, Math.min(bytes.length, LOOK), StandardCharsets.ISO_8859_1);
        if (head.startsWith("PK")) {
            return XLSX;
        }
        if (head.startsWith("MATLAB 5.0")) {
            return MATLAB5;
        }
        String text = head.stripLeading();
        if (text.startsWith("<")) {
            return GRAPHML;
        }
        return text.startsWith("[") || text.startsWith("{") ? JSON : CSV;
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && java.util.Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
