package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.Item;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.ingest.recipe.Annotation;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;

/** Reads events: bounds in frames or seconds, and states that every sample has. */
final class AnnotationReader {
    private static final double MILLI = 1e-3;
    private static final double MINUTE = 60;

    private final OpenRecording recording;
    private final SampleTimes times;
    private final List<String> dropped;
    private final List<Issue> issues = new ArrayList<>();

    /** @param rules what the published data set does, or nothing */
    AnnotationReader(OpenRecording recording, SampleTimes times, Published rules) {
        this.recording = recording;
        this.dropped = rules.dropped();
        this.times = times;
    }

    /** What could not be read: one row a kind. */
    List<Issue> issues() {
        return issues;
    }

    /** All events, by kind in the order of the recipe. */
    List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Annotation annotation : recording.source().recipe().annotations()) {
            if (dropped.contains(annotation.kind())) {
                continue;
            }
            try {
                List<Selector.Found> found = recording.find(annotation.at(), annotation.file());
                if (found.isEmpty() && !annotation.optional()) {
                    issues.add(Issues.warn(
                            recording.source().path(),
                            annotation.kind(),
                            "MISSING_VARIABLE",
                            "expected " + String.join(" or ", annotation.at()) + ", found none; mark it optional"));
                }
                for (Selector.Found one : found) {
                    events.addAll(events(annotation, one));
                }
            } catch (DataException e) {
                issues.add(Issues.error(e.file(), annotation.kind(), e.code(), e.problem()));
            }
        }
        return events;
    }

    private List<Event> events(Annotation annotation, Selector.Found found) throws IOException {
        if (annotation.unit().equals("frame") && !times.known()) {
            throw recording.bad(annotation.kind(), "NO_TIMEBASE", "events in frames need the times of the frames");
        }
        if (!annotation.fact().isEmpty()) {
            return facts(annotation, found);
        }
        NumberArray numbers = recording.numbers(found.item(), annotation.kind());
        double[] values = numbers.values();
        String name = name(annotation, found);
        if (annotation.axes().get(0).equals("time")) {
            return states(annotation, values, name);
        }
        double[] amounts = annotation.value().isEmpty()
                ? new double[0]
                : recording
                        .numbers(List.of(annotation.value()), annotation.file())
                        .map(NumberArray::values)
                        .orElse(new double[0]);
        double[] ends = annotation.until().isEmpty()
                ? new double[0]
                : recording
                        .numbers(annotation.until(), annotation.file())
                        .map(NumberArray::values)
                        .orElse(new double[0]);
        List<Event> events = new ArrayList<>();
        boolean bounds = annotation.axes().contains("bounds");
        boolean eventsFirst = annotation.axes().get(0).equals("event");
        int count = bounds ? values.length / 2 : values.length;
        if (bounds
                && (values.length % 2 != 0 || (eventsFirst ? numbers.columns() : numbers.rows()) != 2)
                && values.length != 2) {
            throw recording.bad(
                    annotation.kind(),
                    "bad_shape",
                    "expected two bounds an event " + annotation.axes() + ", found " + numbers);
        }
        for (int i = 0; i < count; i++) {
            double first = values[bounds && eventsFirst ? 2 * i : i];
            double last = bounds ? values[eventsFirst ? 2 * i + 1 : count + i] : i < ends.length ? ends[i] : Double.NaN;
            events.add(event(annotation, name, first, last, i < amounts.length ? amounts[i] : Double.NaN));
        }
        return events;
    }

    /** What holds for the whole recording: numbers with their unit, words in the name. */
    private List<Event> facts(Annotation annotation, Selector.Found found) throws IOException {
        String unit = annotation.valueUnitAt().isEmpty()
                ? annotation.valueUnit()
                : recording.one(List.of(annotation.valueUnitAt()), annotation.file()).stream()
                        .flatMap(item -> OpenRecording.texts(item).stream())
                        .findFirst()
                        .orElse("");
        boolean isText = found.item() instanceof Item.Texts;
        List<Event> events = new ArrayList<>();
        if (isText) {
            for (String text : OpenRecording.texts(found.item())) {
                events.add(row(annotation, annotation.fact() + ": " + text, 0, Double.NaN, Double.NaN)
                        .build());
            }
            return events;
        }
        for (double value : recording.numbers(found.item(), annotation.kind()).values()) {
            events.add(row(annotation, annotation.fact(), 0, Double.NaN, value)
                    .setUnit(unit.isEmpty() ? null : unit)
                    .build());
        }
        return events;
    }

    private String name(Annotation annotation, Selector.Found found) throws IOException {
        if (!annotation.name().isEmpty()) {
            Optional<String> text = recording.one(List.of(annotation.name()), annotation.file()).stream()
                    .flatMap(item -> OpenRecording.texts(item).stream())
                    .findFirst();
            return text.orElse("");
        }
        return found.key().matches("\\d*") ? "" : found.key();
    }

    /** Runs of one value that is not 0: from its first sample to the one after its last. */
    private List<Event> states(Annotation annotation, double[] values, String name) {
        if (values.length != times.samples()) {
            throw recording.bad(
                    annotation.kind(),
                    "shape_mismatch",
                    "expected a state a sample, " + times.samples() + ", found " + values.length);
        }
        List<Event> events = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= values.length; i++) {
            if (i == values.length || values[i] != values[start]) {
                if (values[start] != 0 && !Double.isNaN(values[start])) {
                    events.add(row(annotation, name, times.at(start), times.at(i), values[start])
                            .setSourceFrames(List.of(start, i))
                            .build());
                }
                start = i;
            }
        }
        return events;
    }

    private Event event(Annotation annotation, String name, double first, double last, double amount) {
        if (!annotation.unit().equals("frame")) {
            double scale = switch (annotation.unit()) {
                case "ms" -> MILLI;
                case "min" -> MINUTE;
                default -> 1;
            };
            double origin = Double.isNaN(times.originSeconds()) ? 0 : times.originSeconds();
            return row(annotation, name, scale * first - origin, scale * last - origin, amount)
                    .build();
        }
        int from = frame(annotation, first);
        Event.Builder row = row(annotation, name, times.at(from), Double.NaN, amount);
        if (Double.isNaN(last)) {
            return row.setSourceFrames(List.of((int) first)).build();
        }
        int to = frame(annotation, last) + (annotation.end().equals("inclusive") ? 1 : 0);
        return row.setDurationS(Math.max(0, times.at(to) - times.at(from)))
                .setSourceFrames(List.of((int) first, (int) last))
                .build();
    }

    /** 0-based; the frame after the last one may be an end. */
    private int frame(Annotation annotation, double stated) {
        double frame = stated - annotation.base();
        if (!(frame >= 0 && frame <= times.samples()) || frame != Math.rint(frame)) {
            throw recording.bad(
                    annotation.kind(),
                    "bad_frame",
                    "expected frames from " + annotation.base() + " to " + (times.samples() + annotation.base())
                            + ", found " + stated);
        }
        return (int) frame;
    }

    private Event.Builder row(Annotation annotation, String name, double onset, double end, double amount) {
        return Event.newBuilder()
                .setRecordingId(recording.source().recordingId())
                .setTrialType(annotation.kind())
                .setName(name.isEmpty() ? null : name)
                .setOnsetS(onset)
                .setDurationS(Double.isNaN(end) ? null : end - onset)
                .setValue(Double.isNaN(amount) ? null : amount)
                .setUnit(annotation.valueUnit().isEmpty() ? null : annotation.valueUnit());
    }
}
