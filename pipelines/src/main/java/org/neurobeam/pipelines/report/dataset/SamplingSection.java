package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.schemas.table.Recording;

/** Time steps and durations by source; the original grid against the resampled one. */
final class SamplingSection implements Section {
    private static final int LINE = 26;
    private static final int FRAME = 92;
    private static final int LEAST = 170;
    private static final double MINUTE = 60;

    private final DatasetFacts facts;

    SamplingSection(DatasetFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "sampling";
    }

    @Override
    public String title() {
        return "Sampling";
    }

    @Override
    public boolean present() {
        return !facts.recordings().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        List<String> sources =
                facts.recorded().stream().map(s -> s.source().datasetId()).toList();
        int height = Math.max(LEAST, FRAME + LINE * sources.size());
        html.raw("<div class=\"row\">");
        Map<String, Object> steps = strip(sources, "time step (s)", SamplingSection::step);
        List<Double> nominal = new ArrayList<>(new TreeSet<>(facts.recordings().stream()
                .flatMap(r -> r.getResampleDtS().stream())
                .toList()));
        steps.put("marks", nominal);
        String grid = nominal.isEmpty() ? "" : " The dashed line is the common grid after resampling.";
        data.chart(
                html,
                "strip",
                "steps",
                height,
                steps,
                "Median time step of every recording; a bar spans its shortest and longest step." + grid);
        Map<String, Object> durations = strip(sources, "duration (min)", r -> DatasetFacts.duration(r) / MINUTE);
        data.chart(html, "strip", "durations", height, durations, "Duration of every recording.");
        html.raw("</div>\n");
        table(html);
    }

    /** The median step of the original samples, or the repetition time; NaN where unknown. */
    static double step(Recording r) {
        return r.getOriginalMedianDtS().or(r::getTrS).orElse(Double.NaN);
    }

    private Map<String, Object> strip(List<String> sources, String axis, ToDoubleFunction<Recording> value) {
        Strip strip = new Strip(axis, sources);
        for (Recording r : facts.recordings()) {
            double x = value.applyAsDouble(r);
            if (axis.startsWith("time")) {
                strip.add(
                        r.getDatasetId(),
                        r.getRecordingId(),
                        x,
                        r.getOriginalDtMinS().orElse(x),
                        r.getOriginalDtMaxS().orElse(x));
            } else {
                strip.add(r.getDatasetId(), r.getRecordingId(), x, x, x);
            }
        }
        return new LinkedHashMap<>(strip.data());
    }

    private void table(Html html) throws IOException {
        List<Html.Column> columns = List.of(
                Html.Column.text("source"),
                Html.Column.number("recordings"),
                Html.Column.text("time from"),
                Html.Column.number("regular"),
                Html.Column.number("median step (s)"),
                Html.Column.number("shortest – longest (s)"),
                Html.Column.number("samples"),
                Html.Column.number("grid (s)"),
                Html.Column.number("samples on grid"),
                Html.Column.number("duration"));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (SourceTotals source : facts.recorded()) {
            String id = source.source().datasetId();
            rows.add(row(
                    id,
                    facts.recordings().stream()
                            .filter(r -> r.getDatasetId().equals(id))
                            .toList()));
        }
        html.table("sampling", columns, rows);
        html.raw(
                "<p class=\"note\">Ranges are over the recordings of a source. Regular: steps that differ by less than "
                        + "a millionth of their median. A dash is unknown, or not resampled.</p>\n");
    }

    private static List<Html.Cell> row(String id, List<Recording> recordings) {
        TreeSet<String> time = new TreeSet<>();
        recordings.forEach(r -> time.add(r.getTimeSource()));
        long regular = recordings.stream().filter(Recording::getIsRegular).count();
        List<Recording> resampled =
                recordings.stream().filter(r -> r.getResampleDtS().isPresent()).toList();
        List<String> texts = List.of(
                id,
                NumberText.count(recordings.size()),
                String.join(", ", time),
                NumberText.count(regular),
                Range.of(recordings, SamplingSection::step).compact(),
                Range.of(recordings, r -> r.getOriginalDtMinS().orElse(Double.NaN))
                        .to(Range.of(recordings, r -> r.getOriginalDtMaxS().orElse(Double.NaN)))
                        .compact(),
                Range.of(recordings, r -> r.getOriginalNSamples()).counts(),
                Range.of(resampled, r -> r.getResampleDtS().orElse(Double.NaN)).compact(),
                Range.of(resampled, Recording::getNSamples).counts(),
                Range.of(recordings, DatasetFacts::duration).seconds());
        return texts.stream().map(Html.Cell::of).toList();
    }

    /** Least and greatest of what is finite; NaN of nothing. */
    record Range(double least, double greatest) {
        static Range of(List<Recording> recordings, ToDoubleFunction<Recording> value) {
            double least = Double.NaN;
            double greatest = Double.NaN;
            for (Recording r : recordings) {
                double v = value.applyAsDouble(r);
                if (Double.isFinite(v)) {
                    least = Double.isNaN(least) ? v : Math.min(least, v);
                    greatest = Double.isNaN(greatest) ? v : Math.max(greatest, v);
                }
            }
            return new Range(least, greatest);
        }

        Range to(Range other) {
            return new Range(least, other.greatest);
        }

        String compact() {
            return text(NumberText.compact(least), NumberText.compact(greatest));
        }

        String counts() {
            return Double.isNaN(least)
                    ? NumberText.UNKNOWN
                    : text(NumberText.count((long) least), NumberText.count((long) greatest));
        }

        String seconds() {
            return text(NumberText.seconds(least), NumberText.seconds(greatest));
        }

        private static String text(String from, String to) {
            return from.equals(to) ? from : from + " – " + to;
        }
    }
}
