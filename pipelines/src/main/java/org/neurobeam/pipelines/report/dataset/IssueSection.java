package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.dataset.PagedTable.Column;
import org.neurobeam.pipelines.report.dataset.PagedTable.Look;
import org.neurobeam.schemas.table.Issue;

/** Everything refused or doubtful: by code, and row by row. */
final class IssueSection implements Section {
    private static final List<String> SEVERITIES = List.of("error", "warn", "info");

    private static final int MOST_SHOWN = 240;

    private final List<Issue> issues;

    IssueSection(DatasetFacts facts) {
        this.issues = facts.issues();
    }

    /** Issues of one code and severity. */
    static final class Group {
        private final String code;
        private final String severity;
        private final String example;
        private final Set<String> files = new HashSet<>();
        private int rows;

        private Group(Issue first) {
            this.code = first.getCode();
            this.severity = first.getSeverity();
            this.example = first.getMessage();
        }

        String code() {
            return code;
        }

        String severity() {
            return severity;
        }

        int rows() {
            return rows;
        }

        int files() {
            return files.size();
        }
    }

    /** Groups by severity, the most frequent first. */
    static List<Group> groups(List<Issue> issues) {
        Map<String, Group> groups = new TreeMap<>();
        for (Issue issue : issues) {
            Group group = groups.computeIfAbsent(issue.getSeverity() + "\n" + issue.getCode(), key -> new Group(issue));
            group.rows++;
            group.files.add(issue.getFile());
        }
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparingInt((Group g) -> rank(g.severity)).thenComparing(g -> -g.rows));
        return sorted;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 1) + "…";
    }

    private static int rank(String severity) {
        int at = SEVERITIES.indexOf(severity);
        return at < 0 ? SEVERITIES.size() : at;
    }

    @Override
    public String id() {
        return "issues";
    }

    @Override
    public String title() {
        return "Issues";
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        if (issues.isEmpty()) {
            html.raw("<p>None: every input was read and nothing in it was doubtful.</p>\n");
            return;
        }
        List<Html.Column> columns = List.of(
                Html.Column.text("severity"),
                Html.Column.text("code"),
                Html.Column.number("rows"),
                Html.Column.number("files"),
                Html.Column.text("for example"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (Group g : groups(issues)) {
            rows.add(List.of(
                    PagedTable.badge(g.severity),
                    Html.Cell.of(g.code),
                    Html.Cell.of(NumberText.count(g.rows)),
                    Html.Cell.of(NumberText.count(g.files.size())),
                    Html.Cell.of(shortened(g.example))));
        }
        html.table("codes", columns, rows);
        html.raw("<p class=\"note\">Error: content that should have given rows and gave none. Warn: rows were written "
                + "but are doubtful. Info: knowingly set aside.</p>\n");
        PagedTable table = new PagedTable(
                "issues",
                List.of(
                        Column.choice("severity", Look.BADGE),
                        Column.choice("code", Look.TEXT),
                        Column.of("file", Look.PATH),
                        Column.of("place", Look.TEXT),
                        Column.of("message", Look.TEXT)));
        issues.stream()
                .sorted(Comparator.comparingInt(i -> rank(i.getSeverity())))
                .forEach(i -> table.row(i.getSeverity(), i.getCode(), i.getFile(), i.getPlace(), i.getMessage()));
        table.write(html, data);
    }
}
