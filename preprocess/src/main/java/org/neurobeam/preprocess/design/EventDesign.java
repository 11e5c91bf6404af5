package org.neurobeam.preprocess.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.preprocess.design.HemodynamicResponse.Family;
import org.neurobeam.preprocess.design.HighResolutionGrid.Occurrence;
import org.neurobeam.preprocess.design.RegressorOptions.MissingDuration;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Event;

/**
 * Regressors and designs from the events of one run.
 *
 * <p>Events of one condition (trial type) are summed as boxcars on a fine time grid, convolved with each kernel of the
 * response and sampled at the volumes by linear interpolation; with derivatives the columns of a condition are made
 * orthogonal in order. Conditions stand in the order of their names.
 */
public final class EventDesign {
    private EventDesign() {}

    /**
     * The columns of all conditions, [volumes x (conditions * kernels)].
     *
     * @param events events of one run: onset in s from the run's start, value = amplitude (1 where absent)
     * @param times times of the volumes, s
     * @throws DataException if an onset is not finite or lies before the fine grid, or a duration is negative, not
     *     finite or absent (see {@link RegressorOptions.MissingDuration}), naming the event
     * @throws IllegalArgumentException if the events belong to several recordings
     */
    public static DesignMatrix regressors(List<Event> events, FrameTimes times, RegressorOptions options) {
        requireOneRecording(events);
        HighResolutionGrid grid = HighResolutionGrid.of(times, options.oversampling(), options.minOnsetSeconds());
        Map<String, List<Occurrence>> conditions = new TreeMap<>();
        for (Event event : events) {
            conditions
                    .computeIfAbsent(event.getTrialType(), c -> new ArrayList<>())
                    .add(checked(event, grid.seconds(0), options.missingDuration()));
        }
        Convolution convolution = Convolution.of(grid, times, options);
        List<String> names = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        conditions.forEach((condition, occurrences) -> {
            names.addAll(options.response().columnNames(condition));
            columns.addAll(convolution.columns(occurrences));
            noteLate(condition, occurrences, grid, notes);
        });
        return DesignMatrix.ofColumns(names, times.count(), columns).withNotes(notes);
    }

    /**
     * The design of one run: conditions, added regressors, drift, constant; singular values are raised where the
     * condition number exceeds 1e15.
     *
     * @param added further regressors of the run, e.g. confounds, [volumes x columns]; all finite
     * @throws DataException as {@link #regressors}
     * @throws IllegalArgumentException if the added regressors have another number of volumes, a value that is not
     *     finite, or a name that the design already has
     */
    public static DesignMatrix design(List<Event> events, FrameTimes times, DesignOptions options, DesignMatrix added) {
        requireFinite(added);
        return ConditionNumber.limited(regressors(events, times, options.regressors())
                .beside(added)
                .beside(options.drift().columns(times)));
    }

    /** The design of one run without added regressors. */
    public static DesignMatrix design(List<Event> events, FrameTimes times, DesignOptions options) {
        return design(events, times, options, DesignMatrix.empty(times.count()));
    }

    private static Occurrence checked(Event event, double gridStartSeconds, MissingDuration missing) {
        double onset = event.getOnsetS();
        if (!Double.isFinite(onset)) {
            throw refused(
                    event, "event_onset", "onset is " + onset + ", expected s from the run's start; drop the event");
        }
        if (onset < gridStartSeconds) {
            throw refused(
                    event,
                    "event_onset",
                    "onset " + onset + " s lies before " + gridStartSeconds
                            + " s, where the design begins; drop the event or lower minOnsetSeconds");
        }
        if (event.getDurationS().isEmpty() && missing == MissingDuration.REFUSE) {
            throw refused(
                    event, "event_duration", "duration is missing; give it, or set missingDuration to IMPULSE (0 s)");
        }
        double duration = event.getDurationS().orElse(0.0);
        if (!(duration >= 0) || Double.isInfinite(duration)) {
            throw refused(event, "event_duration", "duration is " + duration + ", expected finite s >= 0");
        }
        double amplitude = event.getValue().orElse(1.0);
        if (!Double.isFinite(amplitude)) {
            throw refused(event, "event_value", "value is " + amplitude + ", expected a finite amplitude");
        }
        return new Occurrence(onset, duration, amplitude);
    }

    private static DataException refused(Event event, String code, String problem) {
        String row = event.getSourceRow().map(r -> "row " + r + ", ").orElse("");
        String place =
                "events, " + row + "trial_type '" + event.getTrialType() + "', onset " + event.getOnsetS() + " s";
        return new DataException(event.getRecordingId(), place, code, problem);
    }

    private static void noteLate(String condition, List<Occurrence> all, HighResolutionGrid grid, List<String> notes) {
        double end = grid.seconds(grid.size() - 1);
        long late = all.stream().filter(o -> o.onsetSeconds() >= end).count();
        if (late > 0) {
            notes.add(late + " of " + all.size() + " events of '" + condition + "' begin after the end of the run at "
                    + end + " s and have no effect");
        }
    }

    private static void requireOneRecording(List<Event> events) {
        List<String> recordings =
                events.stream().map(Event::getRecordingId).distinct().toList();
        if (recordings.size() > 1) {
            throw new IllegalArgumentException(
                    "a design takes the events of one recording but these belong to " + recordings);
        }
    }

    private static void requireFinite(DesignMatrix added) {
        DoubleMatrix values = added.values();
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.columns(); j++) {
                if (!Double.isFinite(values.get(i, j))) {
                    throw new IllegalArgumentException("added regressor '"
                            + added.columnNames().get(j) + "' is " + values.get(i, j) + " at volume " + i
                            + " of " + added + "; fill or leave it out");
                }
            }
        }
    }

    /** The part that all conditions of a run share. */
    private record Convolution(
            HighResolutionGrid grid, FrameTimes times, List<double[]> kernels, int lead, boolean orthogonal) {
        static Convolution of(HighResolutionGrid grid, FrameTimes times, RegressorOptions options) {
            boolean fir = options.response().family() == Family.FIR;
            return new Convolution(
                    grid,
                    times,
                    options.response().kernels(times.trSeconds(), options.oversampling()),
                    fir ? options.oversampling() - 1 : 0,
                    !fir);
        }

        List<double[]> columns(List<Occurrence> occurrences) {
            double[] boxcar = grid.boxcar(occurrences);
            List<double[]> columns = new ArrayList<>();
            for (double[] kernel : kernels) {
                columns.add(grid.atVolumes(HighResolutionGrid.convolved(boxcar, kernel), lead, times));
            }
            if (orthogonal) {
                Orthogonalization.inOrder(columns);
            }
            return columns;
        }
    }
}
