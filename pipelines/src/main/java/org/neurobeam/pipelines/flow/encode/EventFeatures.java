package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.pipelines.flow.RunCleaning;
import org.neurobeam.pipelines.flow.SampleTimes;
import org.neurobeam.preprocess.design.DesignMatrix;
import org.neurobeam.preprocess.design.EventDesign;
import org.neurobeam.preprocess.design.FrameTimes;
import org.neurobeam.preprocess.design.HemodynamicResponse;
import org.neurobeam.preprocess.design.RegressorOptions;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;

/** Regressors of each run's own events, on the volumes that were kept. */
final class EventFeatures {
    private static final String ONE = "stimulus";
    private static final double SAME_TIME_S = 1e-9;

    private final FeatureSpaceConfig space;
    private final Dataset dataset;

    EventFeatures(FeatureSpaceConfig space, Dataset dataset) {
        this.space = space;
        this.dataset = dataset;
    }

    /** One design for each run, with the same columns in each. */
    List<DesignMatrix> of(List<Recording> runs) throws IOException {
        List<List<Event>> events = new ArrayList<>();
        TreeSet<String> conditions = new TreeSet<>();
        for (int r = 0; r < runs.size(); r++) {
            boolean other = space.control() == FeatureSpaceConfig.Control.NEXT_RUN;
            Recording source = runs.get(other ? (r + runs.size() - 1) % runs.size() : r);
            List<Event> own = events(source);
            events.add(own);
            own.forEach(e -> conditions.add(e.getTrialType()));
        }
        List<DesignMatrix> designs = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
            designs.add(complete(design(runs.get(r), events.get(r)), conditions));
        }
        return designs;
    }

    private List<Event> events(Recording run) throws IOException {
        List<Event> events = dataset.events(run.getRecordingId());
        if (events.isEmpty()) {
            throw new DataException(
                    run.getRecordingId(),
                    "events",
                    "no_events",
                    "expected events for the features of source: events, found none; add an events.tsv and ingest again, or"
                            + " use source: table or an array");
        }
        if (space.control() == FeatureSpaceConfig.Control.ONE_REGRESSOR) {
            return events.stream()
                    .map(e -> Event.newBuilder(e).setTrialType(ONE).build())
                    .toList();
        }
        return events;
    }

    private DesignMatrix design(Recording run, List<Event> events) throws IOException {
        double[] times = times(run);
        RegressorOptions options = new RegressorOptions(
                HemodynamicResponse.parse("features.hrf", space.hrf()),
                space.oversampling(),
                space.minOnsetS(),
                RegressorOptions.MissingDuration.REFUSE);
        DesignMatrix design = EventDesign.regressors(events, FrameTimes.of(times), options);
        if (space.control() == FeatureSpaceConfig.Control.REVERSED) {
            design = reversed(design);
        }
        return space.clean() ? cleaned(run, design) : kept(run, design, times);
    }

    private double[] times(Recording run) throws IOException {
        for (Timebase t : dataset.timebases(run.getRecordingId())) {
            if ("original".equals(t.getGrid())) {
                return SampleTimes.of(t, run.getOriginalNSamples());
            }
        }
        throw new DataException(
                run.getRecordingId(),
                "timebases",
                "unknown_tr",
                "expected the times of the volumes, found none: the repetition time is unknown; add RepetitionTime in"
                        + " seconds to the JSON sidecar and ingest again");
    }

    /** Rows of the volumes that scrubbing kept. */
    private DesignMatrix kept(Recording run, DesignMatrix design, double... times) throws IOException {
        if (run.getNSamples() == times.length) {
            return design;
        }
        for (Timebase t : dataset.timebases(run.getRecordingId())) {
            if ("kept".equals(t.getGrid())) {
                double[] kept = SampleTimes.of(t, run.getNSamples());
                DoubleMatrix rows =
                        DoubleMatrix.zeros(kept.length, design.columnNames().size());
                int i = 0;
                for (int k = 0; k < kept.length; k++) {
                    while (Math.abs(times[i] - kept[k]) > SAME_TIME_S) {
                        i++;
                    }
                    for (int j = 0; j < rows.columns(); j++) {
                        rows.set(k, j, design.values().get(i, j));
                    }
                }
                return DesignMatrix.of(design.columnNames(), rows);
            }
        }
        throw new DataException(
                run.getRecordingId(),
                "timebases",
                "no_kept_times",
                "expected the grid kept of scrubbed volumes, found none");
    }

    /** The columns through the cleaning of the data; the settings stand in the dataset's steps. */
    private DesignMatrix cleaned(Recording run, DesignMatrix design) throws IOException {
        Step step = dataset.steps().stream()
                .filter(s -> "preprocess".equals(s.getName()) && s.getOutput().equals(run.getRecordingId()))
                .findFirst()
                .orElseThrow(() -> new ConfigException("features.clean: true needs a dataset made by preprocess, "
                        + run.getRecordingId() + " is raw"));
        PreprocessConfig settings = ConfigLoader.parse(PreprocessConfig.class, step.getParams());
        Recording whole =
                Recording.newBuilder(run).setNSamples(run.getOriginalNSamples()).build();
        DoubleMatrix values =
                RunCleaning.of(settings.cleaning(), dataset, whole).clean(design.values());
        return DesignMatrix.of(design.columnNames(), values);
    }

    private static DesignMatrix reversed(DesignMatrix design) {
        DoubleMatrix v = design.values();
        DoubleMatrix turned = DoubleMatrix.zeros(v.rows(), v.columns());
        for (int i = 0; i < v.rows(); i++) {
            for (int j = 0; j < v.columns(); j++) {
                turned.set(i, j, v.get(v.rows() - 1 - i, j));
            }
        }
        return DesignMatrix.of(design.columnNames(), turned);
    }

    /** All conditions of the group in name order, also those that the run lacks. */
    private DesignMatrix complete(DesignMatrix design, TreeSet<String> conditions) {
        HemodynamicResponse response = HemodynamicResponse.parse("features.hrf", space.hrf());
        List<String> columns = new ArrayList<>();
        conditions.forEach(c -> columns.addAll(response.columnNames(c)));
        DoubleMatrix values = DoubleMatrix.zeros(design.volumes(), columns.size());
        for (int j = 0; j < columns.size(); j++) {
            if (design.columnNames().contains(columns.get(j))) {
                double[] column = design.column(columns.get(j));
                for (int i = 0; i < column.length; i++) {
                    values.set(i, j, column[i]);
                }
            }
        }
        return DesignMatrix.of(columns, values);
    }
}
