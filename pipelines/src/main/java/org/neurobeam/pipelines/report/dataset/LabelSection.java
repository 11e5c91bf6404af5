package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;

/** How units are labelled, by source. */
final class LabelSection implements Section {
    private static final Map<String, String> COLOURS = Map.of(
            "exact", "#2f6fb0",
            "normalised", "#7fb0dc",
            "inferred", "#3aa39a",
            "ambiguous", "#e8a33d",
            "duplicate", "#b5569b",
            "non_neuron", "#8d7b68",
            "unknown", "var(--quiet)");

    private final DatasetFacts facts;

    LabelSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "labels";
    }

    @Override
    public String title() {
        return "Label status";
    }

    @Override
    public boolean present() {
        return facts.sources().stream().anyMatch(s -> s.labels().known());
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        LabelCounts all = new LabelCounts();
        facts.sources().forEach(s -> all.add(s.labels()));
        List<String> statuses =
                LabelCounts.STATUSES.stream().filter(s -> all.of(s) > 0).toList();
        html.raw("<p class=\"legend\">");
        for (String status : statuses) {
            PresenceSection.entry(html, COLOURS.get(status), status.replace('_', '-'));
        }
        html.raw("</p>\n");
        List<Html.Column> columns = new ArrayList<>(List.of(Html.Column.text("source"), Html.Column.text("share")));
        statuses.forEach(status -> columns.add(Html.Column.number(status.replace('_', '-'))));
        columns.add(Html.Column.number("units"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        int shown = 0;
        for (SourceTotals source : facts.sources()) {
            if (source.labels().units() > 0) {
                rows.add(row(source.source().datasetId(), source.labels(), statuses));
                shown++;
            }
        }
        if (shown > 1) {
            rows.add(row("all sources", all, statuses));
        }
        html.table("labels", columns, rows);
        html.raw("<p class=\"note\">Exact: the source’s spelling is one of the 300 labels. Normalised: after trimming, "
                + "upper case and removal of zero padding (VB02 is VB2). Ambiguous: several labels are possible; none is "
                + "chosen. Duplicate: several units claim the label; none has it. Unknown: no usable name. "
                + "Units of other animals have no status.</p>\n");
    }

    private static List<Html.Cell> row(String name, LabelCounts counts, List<String> statuses) {
        List<Html.Cell> cells = new ArrayList<>();
        cells.add(Html.Cell.of(name));
        StringBuilder bar = new StringBuilder("<span class=\"stack\">");
        for (String status : statuses) {
            if (counts.of(status) > 0) {
                bar.append(String.format(
                        Locale.ROOT,
                        "<i style=\"width:%.3f%%;background:%s\" title=\"%s: %d\"></i>",
                        100.0 * counts.of(status) / counts.units(),
                        COLOURS.get(status),
                        status,
                        counts.of(status)));
            }
        }
        cells.add(Html.Cell.markup(bar.append("</span>").toString()));
        for (String status : statuses) {
            long n = counts.of(status);
            cells.add(Html.Cell.of(n == 0 ? NumberText.UNKNOWN : NumberText.count(n)));
        }
        cells.add(Html.Cell.of(NumberText.count(counts.units())));
        return cells;
    }
}
