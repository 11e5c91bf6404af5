package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.Json;
import org.neurobeam.pipelines.report.NumberText;

/** How far the wiring diagrams agree. */
final class ConsensusSection implements Section {
    private static final int BARS = 320;

    private final DatasetFacts facts;

    ConsensusSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "consensus";
    }

    @Override
    public String title() {
        return "Consensus";
    }

    @Override
    public boolean present() {
        return !facts.consensus().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        List<ConsensusTotals> totals = ConsensusTotals.of(facts.consensus());
        int most = totals.stream().mapToInt(ConsensusTotals::mostAnimals).max().orElse(0);
        html.raw("<div class=\"row\">");
        histogram(html, data, totals, most);
        html.raw("<div>");
        table(html, totals);
        html.raw("</div></div>\n");
        Map<String, Map<String, Adjacency>> choices = new LinkedHashMap<>();
        Map<String, Adjacency> agreement = Wiring.agreement(facts.consensus());
        if (!agreement.isEmpty()) {
            choices.put("independent animals", agreement);
            html.raw("<section class=\"part\" id=\"agreement\">\n<h3>Agreement</h3>\n");
            new AdjacencyFigure("agreement", choices).write(html, data);
            html.raw("</section>\n");
        }
    }

    private static void histogram(Html html, ScriptData data, List<ConsensusTotals> totals, int most)
            throws IOException {
        Map<String, Object> bars = new LinkedHashMap<>();
        bars.put("axis", "independent animals");
        bars.put(
                "names",
                IntStream.rangeClosed(1, most).mapToObj(String::valueOf).toList());
        List<Map<String, Object>> series = new ArrayList<>();
        for (ConsensusTotals t : totals) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name(t));
            one.put("values", Json.numbers(most, n -> t.seenIn(n + 1)));
            series.add(one);
        }
        bars.put("series", series);
        data.chart(
                html,
                "stacked",
                "animals",
                BARS,
                bars,
                "In how many independent animals a connection is seen. Diagrams made from the same animals count once.");
    }

    private static String name(ConsensusTotals t) {
        return t.kind() + ", " + ConnectomeSection.unit(t.unit());
    }

    private static void table(Html html, List<ConsensusTotals> totals) throws IOException {
        List<Html.Column> columns = List.of(
                Html.Column.text("kind, weight unit"),
                Html.Column.number("connections"),
                Html.Column.number("in one animal"),
                Html.Column.number("most animals"),
                Html.Column.number("in every diagram with both cells"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (ConsensusTotals t : totals) {
            rows.add(List.of(
                    Html.Cell.of(name(t)),
                    Html.Cell.of(NumberText.count(t.edges())),
                    Html.Cell.of(share(t.seenIn(1), t.edges())),
                    Html.Cell.of(NumberText.count(t.mostAnimals())),
                    Html.Cell.of(t.comparable() == 0 ? NumberText.UNKNOWN : share(t.everywhere(), t.comparable()))));
        }
        html.table("consensus", columns, rows);
        html.raw("<p class=\"note\">The last column is over connections whose two cells are nodes of at least two "
                + "diagrams. EM sections and synapse counts are never averaged together.</p>\n");
    }

    private static String share(long part, long of) {
        return NumberText.count(part) + " (" + SourcesSection.percent(part, of) + ")";
    }
}
