package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Recording;

/** A few recordings as they are: one of each source, those with most labelled neurons first. */
final class TraceSection implements Section {
    private static final int EXAMPLES = 4;

    private final DatasetFacts facts;

    TraceSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "traces";
    }

    @Override
    public String title() {
        return "Example traces";
    }

    @Override
    public boolean present() {
        return !ranked(facts.recordings()).isEmpty();
    }

    /** Recordings of cells: first the best of every source, then the best of the rest. */
    static List<Recording> ranked(List<Recording> recordings) {
        List<Recording> best = recordings.stream()
                .filter(r -> DatasetFacts.hasCells(r) && r.getNRois() > 0)
                .sorted(Comparator.comparingInt((Recording r) -> -r.getNLabelled())
                        .thenComparing(r -> -r.getNRois())
                        .thenComparing(Recording::getRecordingId))
                .toList();
        Set<String> sources = new HashSet<>();
        List<Recording> first = new ArrayList<>();
        List<Recording> others = new ArrayList<>();
        best.forEach(r -> (sources.add(r.getDatasetId()) ? first : others).add(r));
        first.addAll(others);
        return first;
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        int shown = 0;
        for (Recording recording : ranked(facts.recordings())) {
            if (shown == EXAMPLES) {
                break;
            }
            Optional<TraceExample> example = TraceExample.read(facts.dataset(), recording);
            if (example.isPresent()) {
                write(html, example.get());
                shown++;
            }
        }
        html.raw("<p class=\"note\">One recording of each source, those with most labelled neurons first, "
                + shown + " in all; in each, neurons of different classes whose signal varies most (10th to 90th "
                + "percentile, relative to the mean). Numbers at the left are the least and the greatest value.</p>\n");
    }

    private static void write(Html html, TraceExample example) throws IOException {
        Recording r = example.recording();
        html.raw("<section class=\"part\">\n").element("h3", r.getRecordingId());
        html.raw("<figure>");
        new TraceFigure(html, example).write();
        html.raw("<figcaption>").text(caption(example)).raw("</figcaption></figure>\n</section>\n");
    }

    private static String caption(TraceExample example) {
        Recording r = example.recording();
        boolean smoothed = example.neurons().stream().anyMatch(l -> l.over().isPresent());
        StringBuilder text = new StringBuilder("Grey: raw signal");
        boolean known = !example.unit().isEmpty() && !example.unit().equals("unknown");
        text.append(known ? ", " + example.unit() : "").append(smoothed ? "; blue: smoothed. " : ". ");
        if (!example.behaviour().isEmpty()) {
            text.append("Green: behaviour. ");
        }
        Map<String, Integer> kinds = new TreeMap<>();
        for (Event e : example.events()) {
            kinds.merge(e.getTrialType(), 1, Integer::sum);
        }
        if (!kinds.isEmpty()) {
            text.append("Shaded: events (");
            text.append(String.join(
                    ", ",
                    kinds.entrySet().stream()
                            .limit(6)
                            .map(e -> e.getValue() + " " + e.getKey())
                            .toList()));
            text.append("). ");
        }
        int rows = example.picture().rows();
        text.append("Below, ")
                .append(rows < r.getNRois() ? "the first " + NumberText.count(rows) + " of " : "all ")
                .append(NumberText.count(r.getNRois()))
                .append(" units (")
                .append(example.pictured().signal())
                .append(", ")
                .append(example.pictured().grid())
                .append(" grid), labelled ones on top by type and name, each in units of its own standard deviation: ")
                .append("black 2 SD below its mean, white 2 SD above.");
        return text.toString();
    }
}
