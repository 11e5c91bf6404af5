package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The report of a comparison of two models: one HTML file, no network, the same bytes for equal data.
 *
 * @param record heading, methods, issues, configuration and provenance
 * @param first what the first model is
 * @param second what the second model is
 * @param criterion what a winner had to reach, e.g. {@code q < 0.05 (BH)}
 * @param groups r of both models
 */
public record ComparisonPage(
        ReportData record, String first, String second, String criterion, List<ComparedScores> groups) {
    private static final List<String> SCRIPTS = List.of("charts.js", "comparison.js", "page.js");
    /** Points of a scatter plot. */
    private static final int MOST_POINTS = 6000;

    private static final int MOST_BINS_ASIDE = 20;
    private static final double NARROWEST = 1e-4;
    private static final int MOST_ROWS = 20;

    public ComparisonPage {
        groups = List.copyOf(groups);
    }

    /** Writes UTF-8 and flushes; does not close. */
    public void write(OutputStream out) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("summary", "Summary");
        Map<String, Object> charts = new LinkedHashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            contents.put("g" + g, groups.get(g).group());
            charts.put("pairs" + g, pairs(groups.get(g)));
            charts.put("deltas" + g, deltas(groups.get(g)));
        }
        contents.put("issues", "Issues (" + record.issues().size() + ")");
        contents.put("methods", "Methods");
        contents.put("configuration", "Configuration");
        contents.put("provenance", "Provenance");
        HtmlPage page =
                new HtmlPage(record.heading().title(), record.heading().generatedBy(), contents, List.of(), SCRIPTS);
        page.write(new OutputStreamWriter(out, StandardCharsets.UTF_8), this::body, Map.of("charts", charts));
    }

    private void body(Html html) throws IOException {
        html.raw("<header id=\"summary\">\n").element("h1", record.heading().title());
        html.raw("<p class=\"subtitle\">").text("First: " + first).raw("<br>");
        html.text("Second: " + second).raw("</p>\n<div class=\"cards\">\n");
        int targets = groups.stream().mapToInt(ComparedScores::targets).sum();
        int compared = groups.stream().mapToInt(g -> g.compared().length).sum();
        card(html, "Targets", NumberText.count(targets), NumberText.count(compared) + " compared");
        card(html, "First wins", won(ComparedScores.Winner.FIRST), criterion);
        card(html, "Second wins", won(ComparedScores.Winner.SECOND), criterion);
        card(html, "Neither", won(ComparedScores.Winner.NONE), "not decided");
        card(html, "Time", NumberText.seconds(record.summary().seconds()), memory());
        html.raw("</div>\n<p class=\"note\">")
                .text(
                        "r is Pearson’s correlation between the predicted and the measured response over held-out samples."
                                + " A target is won at " + criterion + " by the two-sided test.")
                .raw("</p>\n</header>\n");
        for (int g = 0; g < groups.size(); g++) {
            group(html, g);
        }
        new RecordSection(record).write(html);
    }

    private String memory() {
        return NumberText.megabytes(record.summary().peakRssMb()) + " peak";
    }

    private String won(ComparedScores.Winner winner) {
        return NumberText.count(groups.stream().mapToLong(g -> g.won(winner)).sum());
    }

    private static void card(Html html, String title, String value, String note) throws IOException {
        html.raw("<div class=\"card\"><span class=\"what\">").text(title).raw("</span><b>");
        html.text(value).raw("</b><span class=\"than\">").text(note).raw("</span></div>\n");
    }

    private void group(Html html, int number) throws IOException {
        ComparedScores scores = groups.get(number);
        html.raw("<section class=\"group\" id=\"g" + number + "\">\n<h2 class=\"group-name\">")
                .text(scores.group())
                .raw("</h2>\n<section class=\"part\">\n");
        int compared = scores.compared().length;
        if (compared == 0) {
            html.element("p", "No target has a score in both models.").raw("</section>\n</section>\n");
            return;
        }
        String thinned = compared > MOST_POINTS
                ? " " + NumberText.count(MOST_POINTS) + " of " + NumberText.count(compared) + " targets, evenly spaced."
                : "";
        html.raw("<div class=\"row\"><figure><div class=\"chart square\" data-chart=\"pairs\" data-numbers=\"pairs"
                + number + "\"></div>\n<figcaption>");
        html.text("Each point is a target: r of the second model (horizontal) and of the first (vertical); above the"
                + " dashed line the first is better." + thinned);
        html.raw("</figcaption></figure>\n<figure><div class=\"chart square\" data-chart=\"deltas\""
                + " data-numbers=\"deltas" + number + "\"></div>\n<figcaption>");
        html.text("How many targets have which difference of r, first less second: " + won(scores));
        html.raw("</figcaption></figure></div>\n</section>\n<section class=\"part\">\n");
        html.element("h3", "Largest differences");
        table(html, scores);
        html.raw("</section>\n</section>\n");
    }

    private String won(ComparedScores scores) {
        return NumberText.count(scores.won(ComparedScores.Winner.FIRST)) + " won by the first, "
                + NumberText.count(scores.won(ComparedScores.Winner.SECOND)) + " by the second, "
                + NumberText.count(scores.won(ComparedScores.Winner.NONE)) + " by neither.";
    }

    private static void table(Html html, ComparedScores scores) throws IOException {
        List<Html.Column> columns = List.of(
                Html.Column.text("target"),
                Html.Column.number("r first"),
                Html.Column.number("r second"),
                Html.Column.number("difference"),
                Html.Column.text("winner"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        Arrays.stream(scores.compared())
                .boxed()
                .sorted(Comparator.comparingDouble(v -> -Math.abs(scores.difference(v))))
                .limit(MOST_ROWS)
                .forEach(v -> rows.add(List.of(
                        Html.Cell.of(scores.label(v)),
                        Html.Cell.of(NumberText.fixed(scores.first(v), 3)),
                        Html.Cell.of(NumberText.fixed(scores.second(v), 3)),
                        Html.Cell.of(NumberText.fixed(scores.difference(v), 3)),
                        Html.Cell.of(name(scores.winner(v))))));
        html.table("best", columns, rows);
    }

    private static String name(ComparedScores.Winner winner) {
        return switch (winner) {
            case FIRST -> "first";
            case SECOND -> "second";
            case NONE -> NumberText.UNKNOWN;
        };
    }

    /** Points of each winner, [r of the second, r of the first]. */
    private static Map<String, Object> pairs(ComparedScores scores) {
        int[] compared = scores.compared();
        double step = Math.max(1, (double) compared.length / MOST_POINTS);
        Map<String, Object> points = new LinkedHashMap<>();
        for (ComparedScores.Winner winner : ComparedScores.Winner.values()) {
            List<List<Double>> own = new ArrayList<>();
            for (int i = 0; (int) (i * step) < compared.length; i++) {
                int v = compared[(int) (i * step)];
                if (scores.winner(v) == winner) {
                    own.add(List.of(Json.number(scores.second(v)), Json.number(scores.first(v))));
                }
            }
            points.put(winner.name().toLowerCase(Locale.ROOT), own);
        }
        return points;
    }

    /** Counts of each winner in bins about 0, +-width, +-2 width, ... with a width of 1, 2 or 5 times a power of 10. */
    private static Map<String, Object> deltas(ComparedScores scores) {
        int[] compared = scores.compared();
        double largest = Arrays.stream(compared)
                .mapToDouble(v -> Math.abs(scores.difference(v)))
                .max()
                .orElse(0);
        double width = width(largest / MOST_BINS_ASIDE);
        int aside = (int) Math.round(largest / width);
        Map<String, Object> bins = new LinkedHashMap<>();
        bins.put("middle", Json.numbers(2 * aside + 1, i -> (i - aside) * width));
        for (ComparedScores.Winner winner : ComparedScores.Winner.values()) {
            int[] counts = new int[2 * aside + 1];
            for (int v : compared) {
                if (scores.winner(v) == winner) {
                    counts[(int) Math.round(scores.difference(v) / width) + aside]++;
                }
            }
            bins.put(
                    winner.name().toLowerCase(Locale.ROOT),
                    IntStream.of(counts).boxed().toList());
        }
        return bins;
    }

    private static double width(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(NARROWEST, atLeast))));
        return power * (atLeast <= power ? 1 : atLeast <= 2 * power ? 2 : atLeast <= 5 * power ? 5 : 10);
    }
}
