package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neurobeam.ingest.calcium.container.Contents;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Signal;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/**
 * Reads one calcium or behaviour recording and writes it as one part of a dataset: steps 0 to 4 of the homogenization,
 * on the grid of the source, with nothing dropped, moved or invented unless the published data set
 * is wanted. Memory: the file's tree and one signal at a time.
 */
public final class CalciumIngest {
    /** Key of the totals of the source in the parameters of a step. */
    public static final String EXPECTED = "expected";

    private static final String ORIGINAL = "original";
    private static final String RAW = "raw";

    private final DataStore store;
    private final IngestMode mode;
    private final String version;

    /**
     * @param store the folder of the raw files
     * @param mode how labels are treated, and whether units are left out as published
     * @param version version of this program, for provenance
     */
    public CalciumIngest(DataStore store, IngestMode mode, String version) {
        this.store = store;
        this.mode = mode;
        this.version = version;
    }

    /** The id of the step that reads a recording. */
    public static String stepId(String recordingId) {
        return "ingest/" + recordingId;
    }

    /**
     * Ingests a recording.
     *
     * @param out the part to write; left unfinished
     * @throws org.neurobeam.schemas.error.DataException when the recording has to be refused
     */
    public void write(CalciumSource source, CalciumDigest digest, RecordingWriter out) throws IOException {
        List<Issue> warnings = new ArrayList<>();
        RecordingRow row;
        try (OpenRecording recording = new OpenRecording(store, source)) {
            row = source.recipe().kind() == Kind.BEHAVIOUR
                    ? behaviour(recording, out, warnings)
                    : calcium(recording, out, warnings);
            unfinished(recording, digest, warnings);
            out.recording(row.build(recording, digest, warnings));
        }
        digest.sources().forEach(out::source);
        out.step(step(source, digest, row));
        warnings.forEach(issue -> out.issue(Issue.newBuilder(issue)
                .setFileId(issue.getFile().equals(source.path()) ? digest.ids().get(0) : null)
                .build()));
    }

    /** Of files that a recipe knows by their digest nothing is missing. */
    private static void unfinished(OpenRecording recording, CalciumDigest digest, List<Issue> warnings) {
        for (String path : recording.unfinished()) {
            if (!digest.isPinned(path, recording.source().recipe().expected())) {
                warnings.add(Issues.warn(path, "last line", Issues.UNFINISHED_LINE, Issues.MAY_BE_CUT));
            }
        }
    }

    private RecordingRow behaviour(OpenRecording recording, RecordingWriter out, List<Issue> warnings)
            throws IOException {
        int samples = recording
                .numbers(recording.source().recipe().time().at(), "")
                .orElseThrow(() -> recording.bad("time", "no_times", "expected times, found none"))
                .count();
        SampleTimes times = SampleTimes.read(recording, samples);
        covariates(recording, times, out, warnings);
        return new RecordingRow(times, 0, 0, 0, "", chain(), 0);
    }

    private RecordingRow calcium(OpenRecording recording, RecordingWriter out, List<Issue> warnings)
            throws IOException {
        Recipe recipe = recording.source().recipe();
        Published rules = rules(recipe);
        TraceReader.Values raw = new TraceReader(recording, rules)
                .read(RAW, recipe.traces().get(RAW))
                .orElseThrow(() -> recording.bad(RAW, "NO_TRACES", "expected traces, found none"));
        FloatMatrix values = raw.values();
        if (values.rows() == 0 || values.columns() == 0) {
            throw recording.bad(
                    RAW,
                    "EMPTY",
                    "expected units and samples, found [" + values.rows() + " units x " + values.columns()
                            + " samples]");
        }
        SampleTimes times = SampleTimes.read(recording, values.columns(), rules);
        UnitRows units = UnitRows.read(recording, values, mode);
        if (units.size() == 0) {
            throw recording.bad(RAW, "EMPTY", "expected units, found none that the published data set keeps");
        }
        List<Unit> rows = units.rows(values);
        RecordingFlags flags = new RecordingFlags(recording, mode, warnings);
        flags.add(times, units, values);
        flags.missing(rows, values.columns());
        out.write(Table.UNITS, rows);
        signals(recording, raw, units, out, warnings);
        covariates(recording, times, out, warnings);
        String unit = unit(recording, raw);
        return new RecordingRow(
                times,
                units.size(),
                units.count(LabelStatus.EXACT, LabelStatus.NORMALISED),
                units.count(LabelStatus.AMBIGUOUS),
                unit,
                chain(),
                units.choice().leftOut(mode));
    }

    private List<String> chain() {
        return List.of(mode == IngestMode.FIXED ? "ingest" : "ingest " + mode.word());
    }

    private static String unit(OpenRecording recording, TraceReader.Values raw) throws IOException {
        Optional<String> stated = new RecordingWords(recording).word("signal_unit");
        return stated.orElse(raw.unit().isEmpty() ? "unknown" : raw.unit());
    }

    private void signals(
            OpenRecording recording, TraceReader.Values raw, UnitRows units, RecordingWriter out, List<Issue> warnings)
            throws IOException {
        Published rules = rules(recording.source().recipe());
        TraceReader reader = new TraceReader(recording, rules);
        for (Map.Entry<String, Signal> entry :
                recording.source().recipe().traces().entrySet()) {
            String name = entry.getKey();
            if (name.equals(RAW)) {
                write(recording, name, new TraceReader.Values(raw.values(), unit(recording, raw)), units, out);
                continue;
            }
            if (rules.dropped().contains(name)) {
                continue;
            }
            try {
                Optional<TraceReader.Values> signal = reader.read(name, entry.getValue());
                if (signal.isPresent()) {
                    requireShape(recording, name, signal.get().values(), raw.values());
                    write(recording, name, signal.get(), units, out);
                } else if (!entry.getValue().optional()) {
                    warnings.add(Issues.warn(
                            recording.source().path(),
                            name,
                            "MISSING_VARIABLE",
                            "expected " + String.join(" or ", entry.getValue().at())
                                    + ", found none; mark it optional"));
                }
            } catch (org.neurobeam.schemas.error.DataException e) {
                warnings.add(Issues.error(e));
            }
        }
    }

    private static void requireShape(OpenRecording recording, String name, FloatMatrix values, FloatMatrix raw) {
        if (values.rows() != raw.rows() || values.columns() != raw.columns()) {
            throw recording.bad(
                    name,
                    "shape_mismatch",
                    "expected [" + raw.rows() + " units x " + raw.columns() + " samples] as raw, found ["
                            + values.rows() + " units x " + values.columns() + " samples]");
        }
    }

    private static void write(
            OpenRecording recording, String name, TraceReader.Values signal, UnitRows units, RecordingWriter out)
            throws IOException {
        String id = recording.source().recordingId();
        FloatMatrix values = signal.values();
        TraceWriter traces = out.traces(new TraceKey(id, ORIGINAL, name, stepId(id), signal.unit()), values.columns());
        for (int i = 0; i < units.size(); i++) {
            int column = units.choice().columns().get(i);
            float[] series = new float[values.columns()];
            System.arraycopy(values.values(), column * values.columns(), series, 0, series.length);
            TraceSeries row = TraceSeries.of(column, series);
            Optional<String> label = units.label(i);
            traces.append(label.isPresent() ? row.labelled(label.get(), units.slot(i)) : row);
        }
    }

    /** What is done to the source as published; nothing in fixed mode. */
    private Published rules(Recipe recipe) {
        return mode == IngestMode.PAPER_FAITHFUL ? recipe.published() : Published.none();
    }

    private void covariates(OpenRecording recording, SampleTimes times, RecordingWriter out, List<Issue> warnings)
            throws IOException {
        BehaviourReader behaviour =
                new BehaviourReader(recording, times, rules(recording.source().recipe()));
        AnnotationReader annotations =
                new AnnotationReader(recording, times, rules(recording.source().recipe()));
        List<Covariate> channels = behaviour.channels();
        behaviour.clocks();
        List<Event> events = annotations.events();
        List<Timebase> timebases =
                new ArrayList<>(times.timebases(recording.source().recordingId()));
        timebases.addAll(behaviour.timebases());
        out.write(Table.TIMEBASES, timebases);
        out.write(Table.COVARIATES, channels);
        out.write(Table.EVENTS, events);
        warnings.addAll(behaviour.issues());
        warnings.addAll(annotations.issues());
    }

    private Step step(CalciumSource source, CalciumDigest digest, RecordingRow row) {
        Map<String, Object> params = new TreeMap<>(Map.of(
                "chosen_because", source.chosenBecause(),
                "mode", mode.word(),
                "recipe", source.recipe().id()));
        if (!source.recipe().expected().totals().isEmpty()) {
            params.put(EXPECTED, source.recipe().expected());
        }
        return Step.newBuilder()
                .setStepId(stepId(source.recordingId()))
                .setName("ingest")
                .setVersion(version)
                .setParams(ConfigLoader.toJson(params))
                .setInputIds(digest.ids())
                .setOutput(source.recordingId())
                .setRowsIn(1)
                .setRowsOut(Math.max(1, row.units()))
                .setRejected(row.leftOut())
                .build();
    }

    /** Names and shapes of what a file holds. */
    static String variables(Contents contents) {
        return contents.size() == 0 ? "no variables" : contents.variables();
    }
}
