package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes the run reproducible: issues, methods, configuration, provenance. */
final class RecordSection {
    private static final int MOST_ISSUES = 500;
    private static final Pattern CITATION = Pattern.compile("\\[(\\d{1,3}(?:,\\s?\\d{1,3})*)\\]");
    private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/[-._;()/:A-Za-z0-9<>]+");
    private static final List<String> SEVERITIES = List.of("error", "warn", "info");

    private final ReportData data;

    RecordSection(ReportData data) {
        this.data = data;
    }

    void write(Html html) throws IOException {
        issues(html);
        methods(html);
        html.raw("<section id=\"configuration\">\n<h2>Configuration</h2>\n");
        html.raw("<p class=\"note\">Resolved: with every default that was in force. Saved as a file, it repeats the "
                + "run.</p>\n<pre class=\"box\">");
        html.text(data.configuration().isEmpty() ? "not recorded" : data.configuration())
                .raw("</pre>\n</section>\n");
        provenance(html);
    }

    private void issues(Html html) throws IOException {
        html.raw("<section id=\"issues\">\n<h2>Issues</h2>\n");
        if (data.issues().isEmpty()) {
            html.raw("<p>None: every input was read and nothing in it was doubtful.</p>\n</section>\n");
            return;
        }
        List<IssueRow> sorted = data.issues().stream()
                .sorted(Comparator.comparingInt(RecordSection::rank))
                .toList();
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (IssueRow i : sorted.subList(0, Math.min(MOST_ISSUES, sorted.size()))) {
            String level = SEVERITIES.contains(i.severity()) ? i.severity() : "info";
            rows.add(List.of(
                    Html.Cell.markup("<span class=\"badge " + level + "\">" + Html.escape(i.severity()) + "</span>"),
                    Html.Cell.of(i.code()),
                    Html.Cell.markup("<span class=\"path\">" + Html.escape(i.file()) + "</span>"),
                    Html.Cell.of(i.place()),
                    Html.Cell.of(i.message())));
        }
        List<Html.Column> columns = List.of(
                Html.Column.text("severity"),
                Html.Column.text("code"),
                Html.Column.text("file"),
                Html.Column.text("place"),
                Html.Column.text("message"));
        html.table("issues", columns, rows);
        if (sorted.size() > MOST_ISSUES) {
            html.raw("<p class=\"notice\">")
                    .text("The first " + MOST_ISSUES + " of " + NumberText.count(sorted.size())
                            + ", errors first; all are in the dataset’s table of issues.")
                    .raw("</p>\n");
        }
        html.raw("</section>\n");
    }

    private static int rank(IssueRow issue) {
        int rank = SEVERITIES.indexOf(issue.severity());
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    private void methods(Html html) throws IOException {
        html.raw("<section id=\"methods\">\n<h2>Methods</h2>\n");
        Methods m = data.methods();
        if (m.sentences().isEmpty()) {
            html.raw("<p>Not recorded.</p>\n</section>\n");
            return;
        }
        html.raw("<p class=\"note\">Made from the configuration, to be pasted into a paper. "
                + "<button type=\"button\" class=\"copy with-script\" data-copy=\"methods-text\">Copy</button></p>\n");
        html.raw("<div class=\"box prose\" id=\"methods-text\"><p>");
        html.raw(cited(String.join(" ", m.sentences()), m.references().size())).raw("</p>\n");
        if (!m.references().isEmpty()) {
            html.raw("<ol class=\"references\">\n");
            for (int n = 0; n < m.references().size(); n++) {
                html.raw("<li id=\"ref-" + (n + 1) + "\">")
                        .raw(reference(m.references().get(n)))
                        .raw("</li>\n");
            }
            html.raw("</ol>\n");
        }
        html.raw("</div>\n</section>\n");
    }

    /** The escaped text with its citations as links to references that exist. */
    private static String cited(String text, int references) {
        Matcher m = CITATION.matcher(Html.escape(text));
        return m.replaceAll(found -> {
            StringBuilder links = new StringBuilder("[");
            for (String number : found.group(1).split(",\\s?")) {
                links.append(links.length() > 1 ? ", " : "");
                int n = Integer.parseInt(number);
                links.append(n >= 1 && n <= references ? "<a href=\"#ref-" + n + "\">" + n + "</a>" : number);
            }
            return Matcher.quoteReplacement(links.append("]").toString());
        });
    }

    private static String reference(Methods.Reference r) {
        if (r.doi().isEmpty()) {
            return Html.escape(r.text());
        }
        String doi = Html.escape(r.doi());
        String link = DOI.matcher(r.doi()).matches()
                ? "<a rel=\"noreferrer\" href=\"https://doi.org/" + doi + "\">doi:" + doi + "</a>"
                : doi;
        return Html.escape(r.text()) + " " + link;
    }

    private void provenance(Html html) throws IOException {
        html.raw("<section id=\"provenance\">\n<h2>Provenance</h2>\n");
        if (data.provenance().isEmpty()) {
            html.raw("<p>Not recorded.</p>\n");
        } else {
            html.raw("<div class=\"box\"><table class=\"pairs\"><tbody>\n");
            for (Map.Entry<String, String> e : data.provenance().entrySet()) {
                html.raw("<tr><th scope=\"row\">").text(e.getKey()).raw("</th><td>");
                html.text(e.getValue()).raw("</td></tr>\n");
            }
            html.raw("</tbody></table></div>\n");
        }
        html.raw("</section>\n");
    }
}
