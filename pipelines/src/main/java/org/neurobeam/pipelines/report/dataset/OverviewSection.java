package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.schemas.io.dataset.Subjects;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;

/** Title, licence, citation, warnings and the numbers on top. */
final class OverviewSection {
    private final DatasetFacts facts;

    OverviewSection(DatasetFacts facts) {
        this.facts = facts;
    }

    void write(Html html) throws IOException {
        html.raw("<header id=\"summary\">\n").element("h1", facts.info().title());
        html.raw("<p class=\"subtitle\">").text(subtitle()).raw("</p>\n");
        List<String> warnings = warnings();
        if (!warnings.isEmpty()) {
            html.raw("<ul class=\"warnings\">\n");
            for (String warning : warnings) {
                html.element("li", warning);
            }
            html.raw("</ul>\n");
        }
        cards(html);
        html.raw("<p class=\"note\">").text(terms()).raw("</p>\n");
        if (facts.info().citation().isPresent()) {
            html.raw("<p class=\"note\">Cite as: ")
                    .text(facts.info().citation().get())
                    .raw("</p>\n");
        }
        html.raw("</header>\n");
    }

    private String subtitle() {
        List<String> what = new ArrayList<>();
        long calcium = count("calcium");
        long fmri = count("fmri");
        long other = facts.recordings().size() - calcium - fmri;
        add(what, calcium, "calcium recording", "calcium recordings");
        add(what, fmri, "fMRI run", "fMRI runs");
        add(what, other, "behaviour recording", "behaviour recordings");
        add(what, facts.wiring().diagrams().size(), "wiring diagram", "wiring diagrams");
        String text = what.isEmpty() ? "no recordings, no wiring diagrams" : String.join(", ", what);
        return "Dataset " + facts.info().id() + ": " + text;
    }

    private long count(String modality) {
        return facts.recordings().stream()
                .filter(r -> r.getModality().equals(modality))
                .count();
    }

    private static void add(List<String> what, long n, String one, String many) {
        if (n > 0) {
            what.add(NumberText.count(n) + " " + (n == 1 ? one : many));
        }
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        long errors = facts.issues().stream()
                .map(Issue::getSeverity)
                .filter("error"::equals)
                .count();
        if (errors > 0) {
            warnings.add(NumberText.count(errors) + (errors == 1 ? " record was" : " records were")
                    + " refused with an error; see Issues.");
        }
        long rejected = facts.recordings().stream()
                .map(Recording::getQcStatus)
                .filter("reject"::equals)
                .count();
        if (rejected > 0) {
            warnings.add(NumberText.count(rejected)
                    + (rejected == 1 ? " recording is" : " recordings are")
                    + " marked reject by quality control; see Recordings.");
        }
        long closed = facts.sources().stream()
                .filter(s -> !s.source().redistribute().orElse(true))
                .count();
        if (closed > 0) {
            warnings.add("Redistribution is not granted for " + NumberText.count(closed) + " of "
                    + NumberText.count(facts.sources().size())
                    + (facts.sources().size() == 1 ? " source" : " sources")
                    + "; publish needs --exclude or --permit for " + (closed == 1 ? "it." : "them."));
        }
        return warnings;
    }

    private String terms() {
        if (facts.info().licence().isPresent()) {
            return "Licence of the whole dataset: " + facts.info().licence().get() + ".";
        }
        return "No single licence holds for the whole dataset; each source’s own is in the table below.";
    }

    private void cards(Html html) throws IOException {
        html.raw("<div class=\"cards\">\n");
        if (!facts.recordings().isEmpty()) {
            recordings(html);
        }
        if (!facts.wiring().diagrams().isEmpty()) {
            long edges = facts.wiring().diagrams().stream()
                    .mapToLong(Wiring.Diagram::edges)
                    .sum();
            card(html, "Connectomes", facts.wiring().diagrams().size(), "wiring diagrams");
            card(html, "Edges", edges, "rows, all kinds");
        }
        if (!facts.consensus().isEmpty()) {
            card(html, "Consensus", facts.consensus().size(), "connections");
        }
        long errors = facts.issues().stream()
                .map(Issue::getSeverity)
                .filter("error"::equals)
                .count();
        card(html, "Issues", facts.issues().size(), NumberText.count(errors) + (errors == 1 ? " error" : " errors"));
        html.raw("</div>\n");
    }

    private void recordings(Html html) throws IOException {
        int animals = Subjects.count(facts.recordings());
        long units = 0;
        double seconds = 0;
        for (Recording r : facts.recordings()) {
            units += r.getNRois();
            double duration = DatasetFacts.duration(r);
            seconds += Double.isFinite(duration) ? duration : 0;
        }
        card(
                html,
                "Recordings",
                facts.recordings().size(),
                "of " + NumberText.count(animals)
                        + (facts.hasCells() ? " animal" : " subject")
                        + (animals == 1 ? "" : "s"));
        html.raw("<div class=\"card\"><span class=\"what\">Recorded</span><b>")
                .text(NumberText.seconds(seconds))
                .raw("</b><span class=\"than\">in all</span></div>\n");
        card(html, "Units", units, facts.hasCells() ? "over recordings" : "voxels or parcels");
        long labelled =
                facts.sources().stream().mapToLong(SourceTotals::labelled).sum();
        if (labelled > 0) {
            long ambiguous =
                    facts.sources().stream().mapToLong(SourceTotals::ambiguous).sum();
            card(html, "Labelled", labelled, NumberText.count(ambiguous) + " more ambiguous");
            card(html, "Neurons seen", facts.presence().neuronsIn(1), "of 302, at least once");
        }
    }

    private static void card(Html html, String title, long value, String note) throws IOException {
        html.raw("<div class=\"card\"><span class=\"what\">").text(title).raw("</span><b>");
        html.text(NumberText.count(value))
                .raw("</b><span class=\"than\">")
                .text(note)
                .raw("</span></div>\n");
    }
}
