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
import org.neurobeam.schemas.table.Recording;

/** Every recording with its quality control. */
final class RecordingSection implements Section {
    private final DatasetFacts facts;
    private final boolean images;

    RecordingSection(DatasetFacts facts) {
        this.facts = facts;
        this.images = facts.recordings().stream().anyMatch(r -> !DatasetFacts.hasCells(r));
    }

    @Override
    public String id() {
        return "recordings";
    }

    @Override
    public String title() {
        return "Recordings";
    }

    @Override
    public boolean present() {
        return !facts.recordings().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        html.raw("<p>").text(quality()).raw("</p>\n");
        PagedTable table = new PagedTable("recordings", columns());
        for (Recording r : facts.recordings()) {
            table.row(row(r));
        }
        table.write(html, data);
        if (images) {
            html.raw("<p class=\"note\">FD: mean framewise displacement, from the confounds.</p>\n");
        }
    }

    /** How many recordings have which status, and why. */
    private String quality() {
        Map<String, Integer> statuses = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        for (Recording r : facts.recordings()) {
            statuses.merge(r.getQcStatus(), 1, Integer::sum);
            r.getQcReasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        }
        return "Quality control: " + counts(statuses) + "."
                + (reasons.isEmpty() ? "" : " Reasons: " + counts(reasons) + ".");
    }

    private static String counts(Map<String, Integer> counts) {
        List<String> texts = new ArrayList<>();
        counts.forEach((what, n) -> texts.add(what + " " + NumberText.count(n)));
        return String.join(", ", texts);
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.of("recording", Look.TEXT),
                Column.choice("source", Look.TEXT),
                Column.of("subject", Look.TEXT),
                Column.of("condition", Look.TEXT),
                Column.of("units", Look.NUMBER)));
        if (images) {
            columns.add(Column.of("shape", Look.NUMBER));
            columns.add(Column.of("TR (s)", Look.NUMBER));
            columns.add(Column.of("volumes", Look.NUMBER));
            columns.add(Column.of("mean FD (mm)", Look.NUMBER));
        } else {
            columns.add(Column.of("strain", Look.TEXT));
            columns.add(Column.of("labelled", Look.NUMBER));
            columns.add(Column.of("ambiguous", Look.NUMBER));
            columns.add(Column.of("samples", Look.NUMBER));
            columns.add(Column.of("step (s)", Look.NUMBER));
        }
        columns.add(Column.of("duration", Look.NUMBER));
        columns.add(Column.choice("QC", Look.BADGE));
        columns.add(Column.of("reasons", Look.TEXT));
        return columns;
    }

    private String[] row(Recording r) {
        List<String> cells = new ArrayList<>(
                List.of(name(r), r.getDatasetId(), r.getSubjectId(), condition(r), NumberText.count(r.getNRois())));
        if (images) {
            cells.add(String.join(
                    " × ", r.getShape().stream().map(String::valueOf).toList()));
            cells.add(NumberText.compact(SamplingSection.step(r)));
            cells.add(NumberText.count(r.getOriginalNSamples()));
            cells.add(NumberText.fixed(facts.channels().displacementMm(r.getRecordingId()), 3));
        } else {
            cells.add(r.getStrain().orElse(""));
            cells.add(NumberText.count(r.getNLabelled()));
            cells.add(NumberText.count(r.getNAmbiguous()));
            cells.add(NumberText.count(r.getOriginalNSamples()));
            cells.add(NumberText.compact(SamplingSection.step(r)));
        }
        cells.add(NumberText.seconds(DatasetFacts.duration(r)));
        cells.add(r.getQcStatus());
        cells.add(String.join(", ", r.getQcReasons()));
        return cells.toArray(String[]::new);
    }

    /** The id without its source, which has a column of its own. */
    private static String name(Recording r) {
        String source = r.getDatasetId() + "/";
        return r.getRecordingId().startsWith(source)
                ? r.getRecordingId().substring(source.length())
                : r.getRecordingId();
    }

    private static String condition(Recording r) {
        List<String> words = new ArrayList<>(r.getCondition());
        r.getTask().ifPresent(words::add);
        return String.join(", ", words);
    }
}
