package org.neurobeam.pipelines.report;

import java.io.IOException;
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
 * <p>Without JavaScript the mosaics, pictures, tables and texts remain.
 */
public final class HtmlReport {
    /** Groups shown in full unless the caller says otherwise; the others stand in the table of groups. */
    public static final int DETAILED_GROUPS = 4;

    private static final List<String> SCRIPTS = List.of("charts.js", "results.js", "viewer.js", "page.js");

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
        List<GroupReport> detailed =
                data.groups().subList(0, Math.min(detailedGroups, data.groups().size()));
        HtmlPage page = new HtmlPage(
                data.heading().title(), data.heading().generatedBy(), entries(data, detailed), List.of(), SCRIPTS);
        page.write(out, html -> body(html, data, detailed), numbers(data, detailed));
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
        new SummarySection(data, detailed.size()).write(html);
        for (int n = 0; n < detailed.size(); n++) {
            new GroupSection(detailed.get(n), n).write(html);
        }
        new RecordSection(data).write(html);
    }

    private static Map<String, Object> numbers(ReportData data, List<GroupReport> detailed) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("groups", detailed.stream().map(ChartData::of).toList());
        data.truth().ifPresent(t -> numbers.put("truth", ChartData.truth(t)));
        return numbers;
    }
}
