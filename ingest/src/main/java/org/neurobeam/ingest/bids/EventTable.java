package org.neurobeam.ingest.bids;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;

/**
 * The events of one recording.
 *
 * @param events rows in the order of the file; onset in s from the recording's start, may be negative; duration in s,
 *     0 for an impulse, absent for {@code n/a}
 * @param dropped rows without a finite onset, left out
 * @param issues what was left out or supplemented, of severity warn
 */
public record EventTable(List<Event> events, int dropped, List<Issue> issues) {
    /** The condition of all events where the table names none. */
    public static final String ONE_CONDITION = "trial";

    private static final String TRIAL_TYPE = "trial_type";
    private static final String ABSENT = "n/a";

    /** Copies the lists. */
    public EventTable {
        events = List.copyOf(events);
        issues = List.copyOf(issues);
    }

    /**
     * Makes event rows of a table.
     *
     * @param table with columns {@code onset} and {@code duration}
     * @param recordingId becomes {@code recording_id} of each row
     * @throws org.neurobeam.schemas.error.DataException with file and line when onset, duration or value is neither a
     *     number nor {@code n/a}, or a column is missing
     * @throws ConfigException when a column asked for by the options does not exist, listing those that do
     */
    public static EventTable of(TsvTable table, String recordingId, EventOptions options) {
        return new Reading(table, recordingId, options).read();
    }

    /** One pass over a table. */
    private static final class Reading {
        private final TsvTable table;
        private final String recordingId;
        private final int onset;
        private final int duration;
        private final OptionalInt trialType;
        private final OptionalInt value;
        private final List<Event> events = new ArrayList<>();
        private final List<Integer> dropped = new ArrayList<>();
        private int untyped;
        private int endless;

        Reading(TsvTable table, String recordingId, EventOptions options) {
            this.table = table;
            this.recordingId = recordingId;
            onset = table.requireColumn("onset");
            duration = table.requireColumn("duration");
            trialType = chosen(options.trialTypeColumn(), "trialTypeColumn", TRIAL_TYPE, TRIAL_TYPE);
            value = chosen(options.valueColumn(), "valueColumn", "amplitude", "modulation");
        }

        private OptionalInt chosen(Optional<String> asked, String option, String first, String second) {
            if (asked.isEmpty()) {
                return table.column(first).isPresent() ? table.column(first) : table.column(second);
            }
            OptionalInt at = table.column(asked.get());
            if (at.isEmpty()) {
                throw new ConfigException(option + ": " + table.file() + " has no column '" + asked.get()
                        + "'; its columns are " + String.join(", ", table.columns()));
            }
            return at;
        }

        EventTable read() {
            for (int row = 0; row < table.rows(); row++) {
                double onsetS = table.number(row, onset);
                if (Double.isFinite(onsetS)) {
                    events.add(event(row, onsetS));
                } else {
                    dropped.add(row);
                }
            }
            return new EventTable(events, dropped.size(), issues());
        }

        private Event event(int row, double onsetS) {
            Event.Builder event = Event.newBuilder()
                    .setRecordingId(recordingId)
                    .setOnsetS(onsetS)
                    .setTrialType(condition(row))
                    .setSourceRow(row + 1);
            double durationS = table.number(row, duration);
            if (Double.isFinite(durationS)) {
                event.setDurationS(durationS);
            } else {
                endless++;
            }
            if (value.isPresent() && Double.isFinite(table.number(row, value.getAsInt()))) {
                event.setValue(table.number(row, value.getAsInt()));
            }
            return event.build();
        }

        private String condition(int row) {
            if (trialType.isEmpty()) {
                return ONE_CONDITION;
            }
            Optional<String> type = table.cell(row, trialType.getAsInt());
            untyped += type.isEmpty() ? 1 : 0;
            return type.orElse(ABSENT);
        }

        private List<Issue> issues() {
            List<Issue> issues = new ArrayList<>();
            table.warnings().forEach(w -> issues.add(Issues.warn(table.file(), "", "encoding", w)));
            if (!dropped.isEmpty()) {
                String place = "line " + table.line(dropped.get(0));
                issues.add(Issues.warn(
                        table.file(),
                        place,
                        "event_without_onset",
                        dropped.size() + " of " + table.rows() + " events have no finite onset and were left out"));
            }
            if (trialType.isEmpty()) {
                String what = "no column trial_type: all events are of the one condition 'trial'";
                issues.add(Issues.warn(table.file(), "line 1", "no_trial_type", what));
            }
            if (untyped > 0) {
                String what = untyped + " events have no condition and are kept as 'n/a'";
                issues.add(Issues.warn(table.file(), "", "event_without_type", what));
            }
            if (endless > 0) {
                String what = endless + " events have no duration and are kept without";
                issues.add(Issues.warn(table.file(), "", "event_without_duration", what));
            }
            return issues;
        }
    }
}
