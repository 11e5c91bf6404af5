package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.schemas.table.Connectome;

/** The wiring diagrams: a table, and the adjacency of one that the reader chooses. */
final class ConnectomeSection implements Section {
    private static final List<String> SYNAPTIC = List.of("chemical", "electrical");

    private final DatasetFacts facts;

    ConnectomeSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "connectomes";
    }

    @Override
    public String title() {
        return "Connectomes";
    }

    @Override
    public boolean present() {
        return !facts.wiring().diagrams().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        table(html);
        Map<String, Map<String, Adjacency>> choices = new LinkedHashMap<>();
        for (Wiring.Diagram d : facts.wiring().diagrams()) {
            if (!d.matrices().isEmpty()) {
                choices.put(d.connectome().getConnectomeId(), d.matrices());
            }
        }
        if (!choices.isEmpty()) {
            html.raw("<section class=\"part\" id=\"adjacency\">\n<h3>Adjacency</h3>\n");
            new AdjacencyFigure("adjacency", choices).write(html, data);
            html.raw("</section>\n");
        }
    }

    private void table(Html html) throws IOException {
        List<Html.Column> columns = new ArrayList<>(List.of(
                Html.Column.text("connectome"),
                Html.Column.text("stage, sex"),
                Html.Column.number("nodes"),
                Html.Column.number("of the 302")));
        SYNAPTIC.forEach(kind -> columns.add(Html.Column.number(kind + ": edges / weight")));
        columns.add(Html.Column.text("other kinds"));
        columns.add(Html.Column.text("weight unit"));
        columns.add(Html.Column.text("licence"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (Wiring.Diagram d : facts.wiring().diagrams()) {
            rows.add(row(d));
        }
        html.table("connectomes", columns, rows);
        html.raw("<p class=\"note\">Edges are rows of the table: an electrical connection stands there in both "
                + "directions. A dash means none of the kind.</p>\n");
    }

    private static List<Html.Cell> row(Wiring.Diagram d) {
        Connectome c = d.connectome();
        List<Html.Cell> cells = new ArrayList<>();
        String derived = c.getDerivedFrom().isEmpty() ? "" : "derived from " + String.join(", ", c.getDerivedFrom());
        cells.add(Html.Cell.markup("<b>" + SourcesSection.breakable(c.getConnectomeId()) + "</b>"
                + (derived.isEmpty() ? "" : "<span class=\"sub\">" + SourcesSection.breakable(derived) + "</span>")));
        String hours =
                c.getTimeH().map(h -> ", " + NumberText.compact(h) + "\u00A0h").orElse("");
        cells.add(Html.Cell.of(c.getStage() + ", " + sex(c.getSex()) + hours));
        cells.add(Html.Cell.of(NumberText.count(d.nodes())));
        cells.add(Html.Cell.of(NumberText.count(d.neurons())));
        for (String kind : SYNAPTIC) {
            Wiring.Total total = d.totals().get(kind);
            cells.add(Html.Cell.of(total == null ? NumberText.UNKNOWN : text(total)));
        }
        List<String> others = d.totals().entrySet().stream()
                .filter(e -> !SYNAPTIC.contains(e.getKey()))
                .map(e -> e.getKey() + " " + text(e.getValue()))
                .toList();
        cells.add(Html.Cell.of(others.isEmpty() ? NumberText.UNKNOWN : String.join(", ", others)));
        cells.add(Html.Cell.of(unit(c.getWeightUnit())));
        cells.add(Html.Cell.of(c.getLicence().isEmpty() ? "not stated" : c.getLicence()));
        return cells;
    }

    private static String text(Wiring.Total total) {
        return NumberText.count(total.edges()) + " / " + weight(total.weight());
    }

    private static String sex(String sex) {
        return switch (sex) {
            case "O" -> "hermaphrodite";
            case "M" -> "male";
            default -> sex;
        };
    }

    /** A unit of weight for people. */
    static String unit(String name) {
        return name.replace('_', ' ').replace("em sections", "EM sections");
    }

    static String weight(double weight) {
        return weight == Math.rint(weight) && Math.abs(weight) < 1e12
                ? NumberText.count((long) weight)
                : NumberText.compact(weight);
    }
}
