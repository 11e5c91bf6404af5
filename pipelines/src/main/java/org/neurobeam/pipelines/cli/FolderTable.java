package org.neurobeam.pipelines.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neurobeam.ingest.bids.BidsSummary;
import org.neurobeam.ingest.bids.ImageState;
import org.neurobeam.schemas.table.Issue;

/** The index of a folder for people. */
final class FolderTable {
    private static final int SHOWN_ISSUES = 20;

    private FolderTable() {}

    static List<String> lines(String folder, BidsSummary summary, List<Issue> issues) {
        AlignedTable table = new AlignedTable()
                .row("folder:", folder)
                .row("files:", String.valueOf(summary.files()))
                .row("datasets:", String.valueOf(summary.datasets()))
                .row("subjects:", String.valueOf(summary.subjects()))
                .row("sessions:", String.valueOf(summary.sessions()))
                .row("runs:", String.valueOf(summary.runs()))
                .row("recordings:", String.valueOf(summary.recordings()))
                .row("tasks:", summary.tasks().isEmpty() ? "none" : String.join(" ", summary.tasks()))
                .row("images:", images(summary))
                .row("seconds:", String.format(Locale.ROOT, "%.2f", summary.seconds()))
                .row("issues:", issues.isEmpty() ? "none" : String.valueOf(issues.size()));
        List<String> lines = new ArrayList<>(table.lines());
        AlignedTable listed = new AlignedTable();
        issues.stream()
                .limit(SHOWN_ISSUES)
                .forEach(i -> listed.row("  " + i.getSeverity(), i.getFile(), i.getMessage()));
        lines.addAll(listed.lines());
        if (issues.size() > SHOWN_ISSUES) {
            lines.add("  and " + (issues.size() - SHOWN_ISSUES) + " more; --json lists all");
        }
        return lines;
    }

    private static String images(BidsSummary summary) {
        List<String> parts = new ArrayList<>();
        int total = 0;
        for (ImageState state : ImageState.values()) {
            int count = summary.images().getOrDefault(state, 0);
            total += count;
            parts.add(count + " " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return total + " (" + String.join(", ", parts) + ")";
    }
}
