package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes HTML: markup of ours as it is, texts escaped. */
public final class Html {
    private final Writer out;

    /** Writes to a writer and never closes it. */
    public Html(Writer out) {
        this.out = out;
    }

    /** A column of a table. */
    public record Column(String title, boolean numeric) {
        /** Aligned left. */
        public static Column text(String title) {
            return new Column(title, false);
        }

        /** Aligned right. */
        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** A cell: text to be escaped, or markup that is escaped already. */
    public record Cell(String markup) {
        /** Untrusted text. */
        public static Cell of(String text) {
            return new Cell(escape(text));
        }

        /** Markup that holds nothing untrusted. */
        public static Cell markup(String markup) {
            return new Cell(markup);
        }
    }

    /** Markup that holds nothing untrusted. */
    public Html raw(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** Untrusted text. */
    public Html text(String text) throws IOException {
        out.write(escape(text));
        return this;
    }

    /** An element without attributes around untrusted text. */
    public Html element(String name, String text) throws IOException {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    /** A table; every row has as many cells as there are columns. */
    public void table(String classes, List<Column> columns, List<List<Cell>> rows) throws IOException {
        raw("<div class=\"scroll\"><table class=\"" + classes + "\"><thead><tr>");
        for (Column c : columns) {
            raw("<th scope=\"col\"" + numeric(c) + ">").text(c.title()).raw("</th>");
        }
        raw("</tr></thead><tbody>\n");
        for (List<Cell> row : rows) {
            raw("<tr>");
            for (int n = 0; n < row.size(); n++) {
                raw("<td" + numeric(columns.get(n)) + ">")
                        .raw(row.get(n).markup())
                        .raw("</td>");
            }
            raw("</tr>\n");
        }
        raw("</tbody></table></div>\n");
    }

    private static String numeric(Column c) {
        return c.numeric() ? " class=\"num\"" : "";
    }

    /** Text for element content and quoted attributes; control characters that HTML forbids become U+FFFD. */
    public static String escape(String text) {
        StringBuilder b = new StringBuilder(text.length() + 16);
        for (int n = 0; n < text.length(); n++) {
            char c = text.charAt(n);
            switch (c) {
                case '&' -> b.append("&amp;");
                case '<' -> b.append("&lt;");
                case '>' -> b.append("&gt;");
                case '"' -> b.append("&quot;");
                case '\'' -> b.append("&#39;");
                default -> b.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return b.toString();
    }
}
