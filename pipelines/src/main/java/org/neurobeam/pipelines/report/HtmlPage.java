package org.neurobeam.pipelines.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frame of every report: head, contents, styles, numbers for the scripts, the chart library. No other file, no
 * network: a content security policy in the file forbids every request.
 *
 * @param title title of the document
 * @param generatedBy program and version
 * @param contents anchors and titles of the contents, in the order of the page
 * @param styles style sheets after the common one, resources of this package
 * @param scripts scripts after the chart library, resources of this package
 */
public record HtmlPage(
        String title, String generatedBy, Map<String, String> contents, List<String> styles, List<String> scripts) {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "img-src data: blob:; base-uri 'none'; form-action 'none'";

    public HtmlPage {
        // Map.copyOf loses the order
        contents = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(contents));
        styles = List.copyOf(styles);
        scripts = List.copyOf(scripts);
    }

    /** What stands between the contents and the footer. */
    public interface Body {
        /** Writes the sections. */
        void write(Html html) throws IOException;
    }

    /**
     * Writes and flushes; does not close. The text declares UTF-8.
     *
     * @param numbers what the scripts find in {@code #report-data}; the palette is added
     */
    public void write(Writer out, Body body, Map<String, Object> numbers) throws IOException {
        BufferedWriter buffered = new BufferedWriter(out, 1 << 16);
        Html html = new Html(buffered);
        head(html);
        contents(html);
        html.raw("<main>\n");
        body.write(html);
        html.raw("<footer>Written by ").text(generatedBy);
        html.raw(". Charts: Apache ECharts 5.3.1 (Apache License 2.0), inlined. This file loads nothing.</footer>\n");
        html.raw("</main>\n");
        scripts(html, numbers);
        html.raw("</body>\n</html>\n");
        buffered.flush();
    }

    private void head(Html html) throws IOException {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", title);
        html.raw("<style>\n").raw(resource("report.css"));
        for (String style : styles) {
            html.raw(resource(style));
        }
        html.raw("</style>\n</head>\n<body>\n");
    }

    private void contents(Html html) throws IOException {
        html.raw("<nav aria-label=\"Contents\"><p class=\"brand\">Neurobeam</p><ol>\n");
        for (Map.Entry<String, String> entry : contents.entrySet()) {
            html.raw("<li><a href=\"#" + entry.getKey() + "\">")
                    .text(entry.getValue())
                    .raw("</a></li>\n");
        }
        html.raw("</ol></nav>\n");
    }

    private void scripts(Html html, Map<String, Object> numbers) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("palette", ColourMap.hex());
        all.putAll(numbers);
        html.raw("<script type=\"application/json\" id=\"report-data\">")
                .raw(Json.scriptSafe(all))
                .raw("</script>\n");
        html.raw("<script>\n").raw(classPathText(ECHARTS)).raw("\n</script>\n");
        for (String script : scripts) {
            html.raw("<script>\n").raw(resource(script)).raw("</script>\n");
        }
    }

    private static String resource(String name) throws IOException {
        return classPathText("/org/neurobeam/pipelines/report/" + name);
    }

    private static String classPathText(String path) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("resource " + path + " is not on the class path; the jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
