package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.dataset.PagedTable.Column;
import org.neurobeam.pipelines.report.dataset.PagedTable.Look;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.dataset.TableEntry;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** What was done with which settings to which files. */
final class ProvenanceSection implements Section {
    private static final int DIGITS = 12;

    private final DatasetFacts facts;

    ProvenanceSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Steps that are equal but for what they were applied to. */
    static final class Kind {
        private final Step step;
        private int count;
        private long rowsIn;
        private long rowsOut;
        private long rejected;

        private Kind(Step step) {
            this.step = step;
        }

        Step step() {
            return step;
        }

        int count() {
            return count;
        }

        long rowsOut() {
            return rowsOut;
        }
    }

    /** Steps by name, version and parameters. */
    static List<Kind> kinds(List<Step> steps) {
        Map<String, Kind> kinds = new TreeMap<>();
        for (Step step : steps) {
            String key = step.getName() + "\n" + step.getVersion() + "\n" + step.getParams();
            Kind kind = kinds.computeIfAbsent(key, k -> new Kind(step));
            kind.count++;
            kind.rowsIn += step.getRowsIn();
            kind.rowsOut += step.getRowsOut();
            kind.rejected += step.getRejected();
        }
        return List.copyOf(kinds.values());
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        html.raw("<h3>Steps</h3>\n");
        PagedTable steps = new PagedTable(
                "steps",
                List.of(
                        Column.choice("step", Look.TEXT),
                        Column.of("version", Look.TEXT),
                        Column.of("parameters", Look.PATH),
                        Column.of("times", Look.NUMBER),
                        Column.of("rows in", Look.NUMBER),
                        Column.of("rows out", Look.NUMBER),
                        Column.of("rejected", Look.NUMBER)));
        for (Kind k : kinds(facts.steps())) {
            steps.row(
                    k.step.getName(),
                    k.step.getVersion(),
                    k.step.getParams(),
                    NumberText.count(k.count),
                    NumberText.count(k.rowsIn),
                    NumberText.count(k.rowsOut),
                    NumberText.count(k.rejected));
        }
        steps.write(html, data);
        files(html, data);
        tables(html);
    }

    private void files(Html html, ScriptData data) throws IOException {
        html.raw("<h3>Files that were read</h3>\n");
        PagedTable files = new PagedTable(
                "files",
                List.of(
                        Column.of("file", Look.PATH),
                        Column.choice("role", Look.TEXT),
                        Column.choice("format", Look.TEXT),
                        Column.of("bytes", Look.NUMBER),
                        Column.of("version", Look.TEXT),
                        Column.of("licence", Look.TEXT),
                        Column.of("sha256 begins", Look.PATH)));
        for (SourceFile f : facts.files()) {
            String id = f.getFileId();
            files.row(
                    f.getPath(),
                    f.getRole(),
                    f.getFormat(),
                    NumberText.count(f.getBytes()),
                    shortened(f.getVersion().orElse(NumberText.UNKNOWN)),
                    f.getLicence().orElse(NumberText.UNKNOWN),
                    shortened(id));
        }
        files.write(html, data);
    }

    private static String shortened(String text) {
        return text.length() > DIGITS + 2 ? text.substring(0, DIGITS) : text;
    }

    private void tables(Html html) throws IOException {
        html.raw("<h3>Tables of this dataset</h3>\n");
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (Map.Entry<String, TableEntry> e : facts.dataset().tables().entrySet()) {
            long bytes =
                    e.getValue().files().stream().mapToLong(WrittenFile::bytes).sum();
            rows.add(List.of(
                    Html.Cell.of(e.getKey()),
                    Html.Cell.of(NumberText.count(e.getValue().rows())),
                    Html.Cell.of(NumberText.count(e.getValue().files().size())),
                    Html.Cell.of(NumberText.count(bytes))));
        }
        List<Html.Column> columns = List.of(
                Html.Column.text("table"),
                Html.Column.number("rows"),
                Html.Column.number("files"),
                Html.Column.number("bytes"));
        html.table("tables", columns, rows);
        html.raw("<p class=\"note\">Schema version " + Table.SCHEMA_VERSION
                + ". Parquet; the checksum of every file is in dataset.json.</p>\n");
    }
}
