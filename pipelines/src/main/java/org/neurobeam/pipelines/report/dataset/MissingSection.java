package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.Json;
import org.neurobeam.pipelines.report.NumberText;

/** Samples that the sources lack, by recording and by neuron. */
final class MissingSection implements Section {
    private static final int MOST_NEURONS = 30;
    private static final int LINE = 26;
    private static final int FRAME = 92;
    private static final int LEAST = 200;
    private static final int BARS = 300;

    private final MissingData missing;

    MissingSection(DatasetFacts facts) {
        this.missing = facts.missing();
    }

    @Override
    public String id() {
        return "missing";
    }

    @Override
    public String title() {
        return "Missing data";
    }

    @Override
    public boolean present() {
        return !missing.recordings().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        int all = missing.recordings().size();
        int constant = missing.recordings().stream()
                .mapToInt(MissingData.OfRecording::constant)
                .sum();
        String gaps = missing.affected() == 0
                ? "No sample is missing in any of the " + NumberText.count(all) + " recordings. "
                : NumberText.count(missing.affected()) + " of " + NumberText.count(all)
                        + " recordings lack samples. Missing samples are NaN with a mask; nothing is filled in. ";
        html.raw("<p>").text(gaps + constants(constant)).raw("</p>\n");
        if (missing.affected() == 0) {
            return;
        }
        boolean named = !missing.neurons().isEmpty();
        html.raw(named ? "<div class=\"row\">" : "<div class=\"row single\">");
        recordings(html, data);
        if (named) {
            neurons(html, data);
        }
        html.raw("</div>\n");
    }

    private static String constants(int n) {
        return n == 0
                ? "No unit is constant."
                : NumberText.count(n) + (n == 1 ? " unit is" : " units are") + " constant: they carry no signal.";
    }

    private void recordings(Html html, ScriptData data) throws IOException {
        List<String> sources = missing.recordings().stream()
                .map(MissingData.OfRecording::source)
                .distinct()
                .toList();
        Strip strip = new Strip("missing samples (%)", sources);
        MissingData.OfRecording worst = missing.recordings().get(0);
        double longest = 0;
        for (MissingData.OfRecording r : missing.recordings()) {
            strip.add(r.source(), r.recording(), 100 * r.fraction(), 100 * r.fraction(), 100 * r.fraction());
            worst = r.fraction() > worst.fraction() ? r : worst;
            longest = Double.isFinite(r.longestRunS()) ? Math.max(longest, r.longestRunS()) : longest;
        }
        String text = "Share of missing samples of every recording, mean over its units. Most has " + worst.recording()
                + ", " + NumberText.percent(worst.fraction())
                + (longest > 0 ? "; the longest run without a sample is " + NumberText.seconds(longest) + "." : ".")
                + (missing.neurons().isEmpty() ? " No labelled neuron lacks a sample." : "");
        data.chart(html, "strip", "missing", Math.max(LEAST, FRAME + LINE * sources.size()), strip.data(), text);
    }

    private void neurons(Html html, ScriptData data) throws IOException {
        List<MissingData.OfNeuron> all = missing.neurons();
        List<MissingData.OfNeuron> worst = all.subList(0, Math.min(MOST_NEURONS, all.size()));
        Map<String, Object> bars = new LinkedHashMap<>();
        bars.put("axis", "missing samples (%)");
        bars.put("names", worst.stream().map(MissingData.OfNeuron::label).toList());
        bars.put("values", Json.numbers(worst.size(), n -> 100 * worst.get(n).fraction()));
        List<String> notes = new ArrayList<>();
        worst.forEach(n -> notes.add(n.recordings() == 1 ? "1 recording" : n.recordings() + " recordings"));
        bars.put("notes", notes);
        String which = all.size() > worst.size()
                ? "The " + worst.size() + " labelled neurons that lack most"
                : "Labelled neurons";
        data.chart(
                html,
                "bars",
                "missing-neurons",
                BARS,
                bars,
                which + ", mean over the recordings that have them. " + NumberText.count(all.size()) + " of "
                        + NumberText.count(missing.knownNeurons()) + " labelled neurons lack any sample.");
    }
}
