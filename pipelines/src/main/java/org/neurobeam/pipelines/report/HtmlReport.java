package org.neurobeam.pipelines.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a report as one HTML file: no other file, no network, the same bytes for equal data.
 *
 * <p>A content security policy in the file forbids every request; without JavaScript the mosaics, pictures, tables and
 * texts remain.
 */
public final class HtmlReport {
    /** Groups shown in full unless the caller says otherwise; the others stand in the table of groups. */
    public static final int DETAILED_GROUPS = 4;

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "img-src data: blob:; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    /** Writes UTF-8 and flushes; does not close. */
    public static void write(ReportData data, OutputStream out) throws IOException {
        write(data, new OutputStreamWriter(out, StandardCharsets.UTF_8), DETAILED_GROUPS);
    }

    /** Writes and flushes; does not close. The text declares UTF-8. */
    public static void write(ReportData data, Writer out) throws IOException {
        write(data, out, DETAILED_GROUPS);
    }

    /**
     * Writes and flushes; does not close.
     *
     * @param detailedGroups groups shown in full, each at most 6 MB
     */
    public static void write(ReportData data, Writer out, int detailedGroups) throws IOException {
        if (detailedGroups < 0) {
            throw new IllegalArgumentException("detailedGroups must not be negative: " + detailedGroups);
        }
        BufferedWriter buffered = new BufferedWriter(out, 1 << 16);
        Html html = new Html(buffered);
        List<GroupReport> detailed =
                data.groups().subList(0, Math.min(detailedGroups, data.groups().size()));
        head(html, data);
        contents(html, data, detailed);
        body(html, data, detailed);
        scripts(html, data, detailed);
        html.raw("</body>\n</html>\n");
        buffered.flush();
    }

    private static void head(Html html, ReportData data) throws IOException {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", data.heading().title());
        html.raw("<style>\n").raw(resource("report.css")).raw("</style>\n</head>\n<body>\n");
    }

    private static void contents(Html html, ReportData data, List<GroupReport> detailed) throws IOException {
        html.raw("<nav aria-label=\"Contents\"><p class=\"brand\">Neurobeam</p><ol>\n");
        for (Map.Entry<String, String> entry : entries(data, detailed).entrySet()) {
            html.raw("<li><a href=\"#" + entry.getKey() + "\">")
                    .text(entry.getValue())
                    .raw("</a></li>\n");
        }
        html.raw("</ol></nav>\n");
    }

    /** Anchors and titles of the contents in the order of the page. */
    private static Map<String, String> entries(ReportData data, List<GroupReport> detailed) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("summary", "Summary");
        data.truth().ifPresent(t -> entries.put("truth", "Planted truth"));
        if (data.groups().size() > 1) {
            entries.put("groups", "Groups");
        }
        for (int n = 0; n < detailed.size(); n++) {
            if (data.groups().size() > 1) {
                entries.put("g" + n, detailed.get(n).name());
            } else {
                entries.putAll(new GroupSection(detailed.get(n), n).entries());
            }
        }
        entries.put("issues", "Issues (" + data.issues().size() + ")");
        entries.put("methods", "Methods");
        entries.put("configuration", "Configuration");
        entries.put("provenance", "Provenance");
        return entries;
    }

    private static void body(Html html, ReportData data, List<GroupReport> detailed) throws IOException {
        html.raw("<main>\n");
        new SummarySection(data, detailed.size()).write(html);
        for (int n = 0; n < detailed.size(); n++) {
            new GroupSection(detailed.get(n), n).write(html);
        }
        new RecordSection(data).write(html);
        html.raw("<footer>Written by ").text(data.heading().generatedBy());
        html.raw(". Charts: Apache ECharts 5.3.1 (Apache License 2.0), inlined. This file loads nothing.</footer>\n");
        html.raw("</main>\n");
    }

    private static void scripts(Html html, ReportData data, List<GroupReport> detailed) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("palette", ColourMap.hex());
        numbers.put("groups", detailed.stream().map(ChartData::of).toList());
        data.truth().ifPresent(t -> numbers.put("truth", ChartData.truth(t)));
        html.raw("<script type=\"application/json\" id=\"report-data\">")
                .raw(Json.scriptSafe(numbers))
                .raw("</script>\n");
        html.raw("<script>\n").raw(classPathText(ECHARTS)).raw("\n</script>\n");
        for (String script : List.of("charts.js", "viewer.js", "page.js")) {
            html.raw("<script>\n").raw(resource(script)).raw("</script>\n");
        }
    }

    private static String resource(String name) throws IOException {
        return classPathText("/org/neurobeam/pipelines/report/" + name);
    }

    private static String classPathText(String path) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("resource " + path + " is not on the class path; the jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
