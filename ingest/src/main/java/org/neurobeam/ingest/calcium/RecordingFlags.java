package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.TimeKeys;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Unit;

/** What is doubtful in a recording: issues of severity warn, whose codes become the reasons of its quality status. */
final class RecordingFlags {
    /** Recordings with fewer samples are kept and flagged. */
    static final int MIN_FRAMES = 600;

    private static final int MOST_LISTED = 20;

    private final OpenRecording recording;
    private final String file;
    private final String id;
    private final IngestMode mode;
    private final List<Issue> issues;

    /** @param issues to be added to */
    RecordingFlags(OpenRecording recording, IngestMode mode, List<Issue> issues) {
        this.recording = recording;
        this.file = recording.source().path();
        this.id = recording.source().recordingId();
        this.mode = mode;
        this.issues = issues;
    }

    /** @param raw [source columns x samples] */
    void add(SampleTimes times, UnitRows units, FloatMatrix raw) throws IOException {
        times(times);
        for (String label : units.duplicates()) {
            warn(id + " " + label, "DUPLICATE_LABEL", label + " is given to several units; none of them has it");
        }
        doubtful(units.choice(), raw);
        for (String ignored : recording.source().recipe().ignored()) {
            if (!recording.find(List.of(ignored), "").isEmpty()) {
                issues.add(Issues.info(file, ignored, "NOT_IMPORTED", "known to the recipe and not imported"));
            }
        }
    }

    /** Names units that lack a block of samples, unless the filters of the source already did. */
    void missing(List<Unit> units, int samples) {
        if (!isFiltered()) {
            MissingBlocks.of(units, samples).ifPresent(blocks -> issues.add(blocks.issue(recording.source())));
        }
    }

    private boolean isFiltered() {
        return recording.source().recipe().published().filters().isPresent();
    }

    private void times(SampleTimes times) throws IOException {
        TimeKeys stated = recording.source().recipe().time();
        List<String> wanted =
                Stream.concat(stated.at().stream(), stated.rateAt().stream()).toList();
        if (!times.known() && !wanted.isEmpty()) {
            warn(
                    "time",
                    "MISSING_VARIABLE",
                    "expected " + String.join(" or ", wanted) + ", found " + recording.variables(stated.file())
                            + "; mend time in the recipe");
        }
        if (!times.known()) {
            String remedy = wanted.isEmpty() ? "state time in a recipe" : "what the recipe names is not there";
            warn(id, "NO_TIMEBASE", "the times of the samples are unknown; " + remedy);
        }
        double published = recording.source().recipe().published().rateHz();
        if (times.source().equals("recipe") && mode == IngestMode.PAPER_FAITHFUL && published > 0) {
            warn(id, "TIME_FROM_RECIPE", "as published, " + published + " Hz, whatever the file states");
        } else if (times.source().equals("recipe")) {
            warn(
                    id,
                    "TIME_FROM_RECIPE",
                    "the file has no times; the rate of "
                            + recording.source().recipe().time().rateHz() + " Hz is the recipe's");
        }
        if (times.samples() < MIN_FRAMES) {
            warn(id, "SHORT_RECORDING", times.samples() + " samples, fewer than " + MIN_FRAMES);
        }
    }

    private void doubtful(UnitChoice choice, FloatMatrix raw) {
        boolean isFixed = mode == IngestMode.FIXED;
        choice.doubtful().forEach((code, columns) -> {
            String which = columns.size() + " units that the published data set leaves out: "
                    + columns.stream().limit(MOST_LISTED).map(String::valueOf).collect(Collectors.joining(", "))
                    + (columns.size() > MOST_LISTED ? ", ..." : "");
            issues.add(isFixed ? Issues.warn(file, id, code, which) : Issues.info(file, id, code, which));
        });
        if (choice.repeated() > 0) {
            issues.add(Issues.info(
                    file,
                    id,
                    "REPEATED_NAME",
                    choice.repeated() + " units left out, as published, for a name that an earlier column has"));
        }
        if (!isFixed
                && recording.source().recipe().published().imputed()
                && choice.columns().stream().anyMatch(column -> isMissing(raw, column))) {
            issues.add(Issues.info(
                    file,
                    id,
                    "NOT_IMPUTED",
                    "the published data set has imputed values for missing samples, which cannot be repeated"));
        }
    }

    private static boolean isMissing(FloatMatrix raw, int column) {
        for (int t = column * raw.columns(); t < (column + 1) * raw.columns(); t++) {
            if (Float.isNaN(raw.values()[t])) {
                return true;
            }
        }
        return false;
    }

    private void warn(String place, String code, String message) {
        issues.add(Issues.warn(file, place, code, message));
    }
}
