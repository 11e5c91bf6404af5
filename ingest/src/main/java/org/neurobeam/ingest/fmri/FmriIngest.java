package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.bids.BidsRecording;
import org.neurobeam.ingest.bids.ConfoundTable;
import org.neurobeam.ingest.bids.EventOptions;
import org.neurobeam.ingest.bids.EventTable;
import org.neurobeam.ingest.bids.MissingContent;
import org.neurobeam.ingest.bids.TsvTable;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Step;

/**
 * Reads one run and writes it as one part of a dataset.
 *
 * <p>The series is read in one forward pass, volumes transposed once; memory is that of the budget. Times, events and
 * confounds are kept as they stand in their files; what is doubtful becomes issue rows.
 */
public final class FmriIngest {
    /** The signal of the values as they are in the file, after the header's scaling. */
    public static final String RAW = "raw";
    /** The grid of the file's own samples. */
    public static final String ORIGINAL = "original";

    private final DataStore store;
    private final SeriesMemory memory;
    private final String version;

    /**
     * @param store the folder of the raw files
     * @param memory how much of a recording stays in memory
     * @param version version of this program, for provenance
     */
    public FmriIngest(DataStore store, SeriesMemory memory, String version) {
        this.store = store;
        this.memory = memory;
        this.version = version;
    }

    /**
     * Ingests a run.
     *
     * @param out the part to write; left unfinished
     * @throws org.neurobeam.schemas.error.DataException when the run cannot be read whole
     */
    public void write(FmriSource source, SourceDigest digest, RecordingWriter out) throws IOException {
        requireContent(source);
        SeriesSource series = SeriesSource.open(store, source.path());
        List<String> warnings = new ArrayList<>(series.warnings());
        RepetitionTime tr = series.timing(source.timing(store));
        warnings.addAll(tr.warnings());
        int volumes = series.shape().samples();
        Frames frames = Frames.of(source, tr, volumes);
        writeSeries(source, series, warnings, out);
        out.write(Table.UNITS, series.units(source));
        out.write(Table.TIMEBASES, frames.timebases());
        out.write(Table.EVENTS, events(source, out));
        out.write(Table.COVARIATES, confounds(source, volumes, out));
        digest.sources().forEach(out::source);
        out.step(step(source, digest));
        if (!frames.known()) {
            warnings.add("repetition time unknown: add RepetitionTime in seconds to the JSON sidecar");
        }
        warnings.forEach(w -> out.issue(warning(source, digest, w)));
        out.recording(RecordingRow.of(source, series, frames, digest, warnings));
    }

    /** The id of the step that reads a run: rows of different runs differ, so their ids do. */
    public static String stepId(String recordingId) {
        return "ingest/" + recordingId;
    }

    /** Names of files without content are refused before anything is read. */
    private void requireContent(FmriSource source) {
        for (String file : source.files()) {
            if (!store.exists(file)) {
                throw MissingContent.of(file);
            }
        }
    }

    private void writeSeries(FmriSource source, SeriesSource series, List<String> warnings, RecordingWriter out)
            throws IOException {
        TraceKey key = new TraceKey(source.recordingId(), ORIGINAL, RAW, stepId(source.recordingId()), RAW);
        TraceWriter traces = out.traces(key, series.shape().samples());
        warnings.addAll(series.write(traces, memory));
    }

    private List<Event> events(FmriSource source, RecordingWriter out) throws IOException {
        Optional<String> path = source.bids().flatMap(BidsRecording::events);
        if (path.isEmpty()) {
            return List.of();
        }
        EventTable table =
                EventTable.of(TsvTable.read(store, path.get()), source.recordingId(), EventOptions.defaults());
        table.issues().forEach(out::issue);
        return table.events();
    }

    private List<Covariate> confounds(FmriSource source, int volumes, RecordingWriter out) throws IOException {
        Optional<ConfoundTable> table =
                source.bids().isEmpty() ? Optional.empty() : source.bids().get().readConfounds();
        if (table.isEmpty()) {
            return List.of();
        }
        ConfoundTable confounds = table.get();
        confounds.requireRows(volumes);
        var sidecar = source.bids().get().confoundsSidecar();
        List<Covariate> rows = new ArrayList<>();
        for (String name : confounds.names()) {
            List<Double> values = new ArrayList<>(volumes);
            for (double v : confounds.column(name)) {
                values.add(v);
            }
            rows.add(Covariate.newBuilder()
                    .setRecordingId(source.recordingId())
                    .setName(name)
                    .setKind("confound")
                    .setGrid(ORIGINAL)
                    .setUnit(unit(name))
                    .setValues(values)
                    .setSourceKey(name)
                    .setMetadata(sidecar.has(name) ? sidecar.get(name).toString() : null)
                    .build());
        }
        return rows;
    }

    private static String unit(String name) {
        if (name.startsWith("trans_") && !name.contains("power2")) {
            return "mm";
        }
        return name.startsWith("rot_") && !name.contains("power2") ? "rad" : null;
    }

    private Step step(FmriSource source, SourceDigest digest) {
        return Step.newBuilder()
                .setStepId(stepId(source.recordingId()))
                .setName("ingest")
                .setVersion(version)
                .setParams("{}")
                .setInputIds(digest.ids())
                .setOutput(source.recordingId())
                .setRowsIn(1)
                .setRowsOut(1)
                .setRejected(0)
                .build();
    }

    private static Issue warning(FmriSource source, SourceDigest digest, String message) {
        return Issue.newBuilder()
                .setFileId(digest.ids().get(0))
                .setFile(source.path())
                .setPlace("header")
                .setCode("doubtful_image")
                .setSeverity("warn")
                .setMessage(message)
                .build();
    }
}
