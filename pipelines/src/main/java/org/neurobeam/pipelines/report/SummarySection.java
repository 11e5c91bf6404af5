package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Title, warnings, the numbers on top, planted truth and the table of groups. */
final class SummarySection {
    /** More choices than this at an edge say that the grid is too narrow. */
    static final double EDGE_LIMIT = 0.01;

    private final ReportData data;
    private final int detailed;

    SummarySection(ReportData data, int detailed) {
        this.data = data;
        this.detailed = detailed;
    }

    void write(Html html) throws IOException {
        html.raw("<header id=\"summary\">\n").element("h1", data.heading().title());
        if (!data.heading().subtitle().isEmpty()) {
            html.raw("<p class=\"subtitle\">").text(data.heading().subtitle()).raw("</p>\n");
        }
        warnings(html);
        cards(html);
        html.raw("<p class=\"note\">r is Pearson’s correlation between the predicted and the measured response over "
                + "held-out samples; by chance it is near 0. ");
        if (floorKnown()) {
            html.raw("A target’s noise floor is the 95th percentile of its r when the responses are shifted in time, "
                    + "so that about 5\u202F% of targets lie above it by chance.");
        }
        html.raw("</p>\n");
        html.raw("</header>\n");
        if (data.truth().isPresent()) {
            truth(html, data.truth().get());
        }
        if (data.groups().size() > 1) {
            groups(html);
        }
    }

    private void warnings(Html html) throws IOException {
        List<String> all = new ArrayList<>(data.warnings());
        double edge = data.summary().alphaEdgeFraction();
        if (edge > EDGE_LIMIT) {
            all.add(NumberText.percent(edge)
                    + " of the chosen penalties lie at an edge of the grid of alphas: the best "
                    + "ones may lie outside. Extend the grid.");
        }
        long errors =
                data.issues().stream().filter(i -> i.severity().equals("error")).count();
        if (errors > 0) {
            all.add(NumberText.count(errors) + (errors == 1 ? " record was" : " records were")
                    + " refused with an error; see Issues.");
        }
        if (!all.isEmpty()) {
            html.raw("<ul class=\"warnings\">\n");
            for (String warning : all) {
                html.element("li", warning);
            }
            html.raw("</ul>\n");
        }
    }

    private void cards(Html html) throws IOException {
        Summary s = data.summary();
        html.raw("<div class=\"cards\">\n");
        card(html, "Targets", NumberText.count(s.targets()), "modelled");
        String samples = s.samples() == 0 ? "not recorded" : NumberText.count(s.samples()) + " samples";
        card(html, "Runs", s.runs() == 0 ? NumberText.UNKNOWN : NumberText.count(s.runs()), samples);
        card(html, "r max", NumberText.fixed(s.scores().max(), 3), "best target");
        card(html, "r p95", NumberText.fixed(s.scores().p95(), 3), "5\u202F% are better");
        card(html, "r median", NumberText.fixed(s.scores().median(), 3), "of all targets");
        card(
                html,
                "Above floor",
                NumberText.percent(s.scores().fractionAboveFloor()),
                floorKnown() ? "5\u202F% by chance" : "not computed");
        significant(html);
        ceiling(html);
        double edge = s.alphaEdgeFraction();
        String advice = Double.isNaN(edge) ? "not recorded" : edge > EDGE_LIMIT ? "extend the grid" : "of choices";
        card(html, "Alpha at edge", NumberText.percent(edge), advice);
        card(html, "Time", NumberText.seconds(s.seconds()), NumberText.megabytes(s.peakRssMb()) + " peak");
        html.raw("</div>\n");
    }

    private void significant(Html html) throws IOException {
        int tested = data.groups().stream().mapToInt(g -> g.scores().tested()).sum();
        if (tested > 0) {
            int count = data.groups().stream()
                    .mapToInt(g -> g.scores().significant())
                    .sum();
            card(html, criterion(), NumberText.count(count), "of " + NumberText.count(tested) + " tested");
        }
    }

    /** What makes a target significant. */
    private String criterion() {
        String test = data.groups().stream()
                .filter(g -> g.scores().tested() > 0)
                .map(g -> g.scores().test())
                .findFirst()
                .orElse("q");
        return test + " < 0.05";
    }

    private void ceiling(Html html) throws IOException {
        List<Float> norms = new ArrayList<>();
        for (GroupReport g : data.groups()) {
            for (int n = 0; g.scores().hasCeiling() && n < g.scores().size(); n++) {
                norms.add(g.scores().ccNorm(n));
            }
        }
        float[] values = new float[norms.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = norms.get(n);
        }
        Distribution known = Distribution.of(values);
        if (known.count() > 0) {
            card(
                    html,
                    "CC norm",
                    NumberText.fixed(known.median(), 2),
                    "median of " + NumberText.count(known.count()) + " with a ceiling");
        }
    }

    private boolean floorKnown() {
        return !Double.isNaN(data.summary().scores().fractionAboveFloor());
    }

    private static void card(Html html, String title, String value, String note) throws IOException {
        html.raw("<div class=\"card\"><span class=\"what\">").text(title).raw("</span><b>");
        html.text(value).raw("</b><span class=\"than\">").text(note).raw("</span></div>\n");
    }

    private void truth(Html html, Truth truth) throws IOException {
        html.raw("<section id=\"truth\">\n<h2>Planted truth</h2>\n<figure class=\"half\">");
        html.raw("<div class=\"chart square\" data-chart=\"truth\"></div>\n<figcaption>");
        html.text("Each point is a target: " + truth.what() + ", planted by the simulation (horizontal) and recovered "
                + "by the fit (vertical). On the dashed line they are equal. Correlation "
                + NumberText.fixed(truth.correlation(), 3) + " over " + NumberText.count(truth.size()) + " targets.");
        html.raw("</figcaption></figure>\n</section>\n");
    }

    private void groups(Html html) throws IOException {
        html.raw("<section id=\"groups\">\n<h2>Groups</h2>\n");
        int more = data.groups().size() - detailed;
        if (more > 0) {
            html.raw("<p class=\"notice\">")
                    .text("Maps and charts follow for the first " + detailed + " of "
                            + data.groups().size()
                            + " groups, to keep this file small; the other " + more + " stand in this table only, and "
                            + "their maps in the results folder.")
                    .raw("</p>\n");
        }
        List<Html.Column> columns = List.of(
                Html.Column.text("group"),
                Html.Column.number("targets"),
                Html.Column.number("runs"),
                Html.Column.number("r max"),
                Html.Column.number("r p95"),
                Html.Column.number("r median"),
                Html.Column.number("above floor"),
                Html.Column.number(criterion()),
                Html.Column.number("alpha at edge"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (int n = 0; n < data.groups().size(); n++) {
            rows.add(row(data.groups().get(n), n));
        }
        html.table("groups", columns, rows);
        html.raw("</section>\n");
    }

    private static String significant(TargetScores scores) {
        return NumberText.count(scores.significant()) + " of " + NumberText.count(scores.tested());
    }

    private List<Html.Cell> row(GroupReport g, int n) {
        ScoreSummary s = ScoreSummary.of(List.of(g.scores()));
        String name = Html.escape(g.name());
        return List.of(
                Html.Cell.markup(n < detailed ? "<a href=\"#g" + n + "\">" + name + "</a>" : name),
                Html.Cell.of(NumberText.count(g.targets())),
                Html.Cell.of(NumberText.count(g.runs().size())),
                Html.Cell.of(NumberText.fixed(s.max(), 3)),
                Html.Cell.of(NumberText.fixed(s.p95(), 3)),
                Html.Cell.of(NumberText.fixed(s.median(), 3)),
                Html.Cell.of(NumberText.percent(s.fractionAboveFloor())),
                Html.Cell.of(g.scores().tested() == 0 ? NumberText.UNKNOWN : significant(g.scores())),
                Html.Cell.of(NumberText.percent(
                        g.alphas().map(AlphaCounts::edgeFraction).orElse(Double.NaN))));
    }
}
