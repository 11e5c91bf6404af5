package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.ingest.recipe.Behaviour;
import org.neurobeam.ingest.recipe.Clock;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Timebase;

/** Reads channels of behaviour, and the clocks of other devices. */
final class BehaviourReader {
    private static final String ORIGINAL = "original";
    private static final double EXACT_S = 1e-9;

    private final OpenRecording recording;
    private final SampleTimes times;
    private final List<String> dropped;
    private final String recordingId;
    private final List<Issue> issues = new ArrayList<>();
    private final List<Timebase> timebases = new ArrayList<>();
    private final Set<String> grids = new HashSet<>();

    /** @param rules what the published data set does, or nothing */
    BehaviourReader(OpenRecording recording, SampleTimes times, Published rules) {
        this.recording = recording;
        this.dropped = rules.dropped();
        this.times = times;
        this.recordingId = recording.source().recordingId();
    }

    /** What could not be read: one row a channel. */
    List<Issue> issues() {
        return issues;
    }

    /** Timebases of the clocks. */
    List<Timebase> timebases() {
        return timebases;
    }

    /** Reads the clocks that no channel has. */
    void clocks() throws IOException {
        for (Clock clock : recording.source().recipe().clocks()) {
            attempt(clock.grid(), () -> {
                if (grid(clock).isEmpty() && !clock.optional()) {
                    missing(clock.grid(), clock.at());
                }
            });
        }
    }

    /** All channels; [T x K] ones give K rows. */
    List<Covariate> channels() throws IOException {
        List<Covariate> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Behaviour behaviour : recording.source().recipe().behaviour()) {
            attempt(behaviour.channel(), () -> {
                OpenRecording.Match match = recording.match(behaviour.at(), behaviour.file());
                List<Selector.Found> found = match.found();
                if (found.isEmpty() && !behaviour.optional()) {
                    missing(behaviour.channel(), behaviour.at());
                }
                for (Selector.Found one : found) {
                    String name = behaviour.channel().replace("*", one.key());
                    boolean isWanted = !behaviour.except().contains(one.key()) && !dropped.contains(name);
                    if (isWanted && names.add(name)) {
                        attempt(
                                name,
                                () -> rows.addAll(channel(
                                        behaviour, name, one, match.selector().replace("*", one.key()))));
                    }
                }
            });
        }
        return rows;
    }

    private interface Part {
        void read() throws IOException;
    }

    /** A damaged channel is one issue; the others are read. */
    private void attempt(String name, Part part) throws IOException {
        try {
            part.read();
        } catch (DataException e) {
            String place = e.place().isEmpty() ? name : name + " (" + e.place() + ")";
            issues.add(Issues.error(e.file(), place, e.code(), e.problem()));
        }
    }

    private void missing(String name, List<String> at) {
        issues.add(Issues.warn(
                recording.source().path(),
                name,
                "MISSING_VARIABLE",
                "expected " + String.join(" or ", at) + ", found none; mark it optional in the recipe"));
    }

    private List<Covariate> channel(Behaviour behaviour, String name, Selector.Found found, String place)
            throws IOException {
        NumberArray numbers = recording.numbers(found.item(), name);
        String grid = ORIGINAL;
        int expected = times.samples();
        Optional<Clock> clock = behaviour.ownClock(name);
        Optional<String> own = clock.isEmpty() ? Optional.empty() : grid(clock.get());
        if (own.isPresent()) {
            grid = own.get();
            expected = grid.equals(ORIGINAL) ? expected : numbers.rows();
        }
        boolean flat = numbers.isVector() && numbers.count() == expected;
        if (!flat && numbers.rows() != expected) {
            throw recording.bad(
                    name, "shape_mismatch", "expected " + expected + " values, one a sample, found " + numbers);
        }
        int width = flat ? 1 : numbers.columns();
        double[] values = numbers.values();
        String unit = behaviour.to().isEmpty() ? numbers.unit().orElse(null) : behaviour.to();
        List<Covariate> rows = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            List<Double> column = new ArrayList<>(expected);
            for (int t = 0; t < expected; t++) {
                column.add(values[t * width + k] * behaviour.factor());
            }
            rows.add(Covariate.newBuilder()
                    .setRecordingId(recordingId)
                    .setName(width == 1 ? name : String.format(Locale.ROOT, "%s_%02d", name, k))
                    .setKind(behaviour.kind())
                    .setGrid(grid)
                    .setUnit(unit)
                    .setValues(column)
                    .setSourceKey(place)
                    .build());
        }
        return rows;
    }

    /** The grid of a clock, whose timebase is added once; none when its times are absent. */
    private Optional<String> grid(Clock clock) throws IOException {
        if (grids.contains(clock.grid())) {
            return Optional.of(clock.grid());
        }
        String file = clock.files().isEmpty()
                ? clock.file()
                : clock.files().getOrDefault(recording.source().name(), "-");
        Optional<NumberArray> found = recording.numbers(clock.at(), file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        double[] values = found.get().values();
        // other clocks share the recording's origin; without one, their own first value is it
        double origin = times.known() ? times.originSeconds() : clock.seconds() * (values.length == 0 ? 0 : values[0]);
        List<Double> seconds = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            double now = clock.seconds() * values[i] - origin;
            if (!Double.isFinite(now) || i > 0 && now <= seconds.get(i - 1)) {
                throw recording.bad(
                        clock.grid() + " " + (i + 1),
                        "bad_time",
                        "expected finite times that grow, found " + values[i]);
            }
            seconds.add(now);
        }
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (areRecordings(seconds)) {
            return Optional.of(ORIGINAL);
        }
        grids.add(clock.grid());
        timebases.add(Timebase.newBuilder()
                .setRecordingId(recordingId)
                .setGrid(clock.grid())
                .setT0S(seconds.get(0))
                .setTimeS(seconds)
                .build());
        return Optional.of(clock.grid());
    }

    private boolean areRecordings(List<Double> seconds) {
        return times.known()
                && seconds.size() == times.samples()
                && IntStream.range(0, seconds.size()).allMatch(i -> Math.abs(seconds.get(i) - times.at(i)) < EXACT_S);
    }
}
