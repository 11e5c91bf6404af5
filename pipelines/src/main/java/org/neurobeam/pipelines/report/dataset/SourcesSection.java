package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.schemas.io.dataset.Source;

/** Where the data come from, under which terms, and how to cite them. */
final class SourcesSection implements Section {
    private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/[-._;()/:A-Za-z0-9<>]+");

    private final DatasetFacts facts;

    SourcesSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "sources";
    }

    @Override
    public String title() {
        return "Sources";
    }

    @Override
    public boolean present() {
        return !facts.sources().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        boolean recordings = !facts.recordings().isEmpty();
        boolean wiring = !facts.wiring().diagrams().isEmpty();
        List<Html.Column> columns = new ArrayList<>(List.of(Html.Column.text("source")));
        if (recordings) {
            String subjects = facts.hasCells() ? "animals" : "subjects";
            for (String title : List.of("recordings", subjects, "units", "labelled", "recorded")) {
                columns.add(Html.Column.number(title));
            }
        }
        if (wiring) {
            columns.add(Html.Column.number("connectomes"));
            columns.add(Html.Column.number("edges"));
        }
        columns.add(Html.Column.text("licence"));
        columns.add(Html.Column.text("citation"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (SourceTotals source : facts.sources()) {
            rows.add(row(source, recordings, wiring));
        }
        html.table("sources", columns, rows);
    }

    private static List<Html.Cell> row(SourceTotals s, boolean recordings, boolean wiring) {
        List<Html.Cell> cells = new ArrayList<>();
        String title = s.source().title();
        String id = s.source().datasetId();
        cells.add(Html.Cell.markup("<b>" + breakable(id) + "</b>"
                + (title.equals(id) ? "" : "<span class=\"sub\">" + Html.escape(title) + "</span>")));
        if (recordings) {
            cells.add(number(s.recordings()));
            cells.add(number(s.animals()));
            cells.add(number(s.units()));
            cells.add(Html.Cell.of(
                    s.units() == 0
                            ? NumberText.UNKNOWN
                            : NumberText.count(s.labelled())
                                    + (s.labelled() == 0 ? "" : " (" + percent(s.labelled(), s.units()) + ")")));
            cells.add(Html.Cell.of(s.seconds() > 0 ? NumberText.seconds(s.seconds()) : NumberText.UNKNOWN));
        }
        if (wiring) {
            cells.add(number(s.connectomes()));
            cells.add(number(s.edges()));
        }
        cells.add(licence(s.source()));
        cells.add(citation(s.source()));
        return cells;
    }

    private static Html.Cell number(long n) {
        return Html.Cell.of(n == 0 ? NumberText.UNKNOWN : NumberText.count(n));
    }

    static String percent(long part, long of) {
        return NumberText.fixed(100.0 * part / of, 0) + "\u202F%";
    }

    /** Escaped, with places where a long name may break. */
    static String breakable(String name) {
        return Html.escape(name).replaceAll("([/_])", "$1<wbr>");
    }

    private static Html.Cell licence(Source source) {
        String text = Html.escape(source.licence().orElse("not stated"));
        String note = source.redistribute()
                .map(allowed -> allowed ? "may be redistributed" : "redistribution not granted")
                .orElse("");
        return Html.Cell.markup(text + (note.isEmpty() ? "" : "<span class=\"sub\">" + note + "</span>"));
    }

    private static Html.Cell citation(Source source) {
        String text = Html.escape(source.citation().orElse("not stated"));
        String link = source.doi().map(SourcesSection::link).orElse("");
        return Html.Cell.markup("<span class=\"cite\">" + text + link + "</span>");
    }

    /** A link that a reader may follow; nothing is loaded. */
    private static String link(String doi) {
        String safe = Html.escape(doi);
        return DOI.matcher(doi).matches()
                ? " <a rel=\"noreferrer\" href=\"https://doi.org/" + safe + "\">doi:" + safe + "</a>"
                : " " + safe;
    }
}
