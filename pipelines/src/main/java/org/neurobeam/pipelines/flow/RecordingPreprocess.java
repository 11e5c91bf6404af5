package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.CleaningConfig;
import org.neurobeam.pipelines.config.ConfigLoader;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.cleaning.Cleaned;
import org.neurobeam.preprocess.cleaning.PscStatistics;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** One recording, masked, smoothed, cleaned and gathered into parcels, chunk of voxels by chunk of voxels. */
final class RecordingPreprocess {
    /** The signal of cleaned series. */
    static final String CLEAN = "clean";
    /** The grid of the volumes that scrubbing kept. */
    static final String KEPT = "kept";

    private static final int CARPET_UNITS = 400;

    private final PreprocessConfig config;
    private final Dataset input;
    private final Recording recording;
    private final String id;

    RecordingPreprocess(PreprocessConfig config, Dataset input, Recording recording) {
        this.config = config;
        this.input = input;
        this.recording = recording;
        this.id = recording.getRecordingId();
    }

    /** Of everything that the part depends on. */
    String digest() throws IOException {
        List<String> parts = new ArrayList<>();
        parts.add("preprocess " + BuildInfo.version());
        parts.add(ConfigLoader.toYaml(config.withoutPlaces()));
        parts.add(recording.toString());
        for (Table<?> table : List.of(Table.TRACES, Table.COVARIATES, Table.EVENTS, Table.TIMEBASES)) {
            input.filesOf(table).stream()
                    .filter(f -> f.path().contains(id.substring(id.lastIndexOf('/') + 1)))
                    .forEach(f -> parts.add(f.path() + " " + f.sha256()));
        }
        parts.add(Integer.toHexString(Arrays.hashCode(mask().indices())));
        return Digests.sha256(String.join("\n", parts));
    }

    private Mask mask() throws IOException {
        return SubjectMasks.read(Stores.of(config.output()), recording);
    }

    /** Writes the part. */
    void write(RecordingWriter out) throws IOException {
        Mask mask = mask();
        RunCleaning cleaning = RunCleaning.of(config.cleaning(), input, recording);
        try (RawSeries raw = RawSeries.open(input, recording, mask, config)) {
            List<Unit> units = raw.units();
            SignalCleaner cleaner = cleaning.cleaner();
            if (config.cleaning().standardize() == CleaningConfig.Standardize.PSC) {
                cleaner = cleaner.withPsc(statistics(cleaner, raw));
            }
            List<String> warnings = new ArrayList<>(cleaner.warnings());
            boolean all = cleaner.keptVolumes() == cleaner.volumes();
            String grid = all ? FmriIngest.ORIGINAL : KEPT;
            int constant = clean(raw, cleaner, out.traces(key(grid, CLEAN, signalUnit()), cleaner.keptVolumes()));
            writeSample(raw, out);
            if (constant > 0) {
                warnings.add(constant + " of " + units.size() + " units are constant after cleaning and hold zeros");
            }
            out.write(Table.UNITS, units);
            out.write(Table.TIMEBASES, timebases(cleaning.keep(), all));
            out.write(Table.EVENTS, input.events(id));
            out.write(Table.COVARIATES, input.covariates(id));
            out.write(Table.FEATURES, input.features(id));
            warnings.forEach(w -> out.issue(warning(w)));
            writeProvenance(out);
            out.step(step(units.size(), cleaning));
            out.recording(row(units.size(), cleaner.keptVolumes(), warnings));
        }
    }

    private PscStatistics statistics(SignalCleaner cleaner, RawSeries raw) throws IOException {
        PscStatistics sum = null;
        for (FloatMatrix chunk : raw.chunks()) {
            PscStatistics part = cleaner.pscStatistics(chunk);
            sum = sum == null ? part : sum.plus(part);
        }
        return sum;
    }

    private int clean(RawSeries raw, SignalCleaner cleaner, TraceWriter traces) throws IOException {
        int next = 0;
        int constant = 0;
        for (FloatMatrix chunk : raw.chunks()) {
            Cleaned<FloatMatrix> clean = cleaner.cleanVoxelMajor(chunk);
            FloatMatrix values = clean.signals();
            for (int v = 0; v < values.rows(); v++) {
                TraceSeries.Moments moments = new TraceSeries.Moments(
                        clean.statistics().mean().get(0, v),
                        clean.statistics().sd().get(0, v));
                traces.append(next++, moments, values.values(), v * values.columns());
            }
            constant += clean.statistics().constantVoxels();
        }
        return constant;
    }

    /** Raw series of some units, evenly spread, stay beside the cleaned ones: for the carpet plot of the report. */
    private void writeSample(RawSeries raw, RecordingWriter out) throws IOException {
        int units = raw.unitCount();
        int step = Math.max(1, units / CARPET_UNITS);
        TraceWriter traces =
                out.traces(key(FmriIngest.ORIGINAL, FmriIngest.RAW, FmriIngest.RAW), recording.getNSamples());
        int first = 0;
        for (FloatMatrix chunk : raw.chunks()) {
            for (int v = 0; v < chunk.rows(); v++) {
                if ((first + v) % step == 0) {
                    traces.append(TraceSeries.of(first + v, chunk.row(v)));
                }
            }
            first += chunk.rows();
        }
    }

    private TraceKey key(String grid, String signal, String unit) {
        return new TraceKey(id, grid, signal, CLEAN.equals(signal) ? stepId() : FmriIngest.stepId(id), unit);
    }

    /** Files and steps that the recording comes from, so that every id of the new dataset resolves in it. */
    private void writeProvenance(RecordingWriter out) throws IOException {
        List<String> ids = recording.getSourceFileIds();
        input.files().stream().filter(f -> ids.contains(f.getFileId())).forEach(out::source);
        input.steps().stream().filter(s -> s.getOutput().equals(id)).forEach(out::step);
    }

    private String stepId() {
        return "preprocess/" + id;
    }

    private String signalUnit() {
        return switch (config.cleaning().standardize()) {
            case NONE -> FmriIngest.RAW;
            case PSC -> "psc";
            default -> "z";
        };
    }

    private List<Timebase> timebases(boolean[] keep, boolean all) throws IOException {
        List<Timebase> rows = new ArrayList<>(input.timebases(id));
        if (!all && !rows.isEmpty()) {
            double[] times = SampleTimes.of(rows.get(0), recording.getNSamples());
            List<Double> kept = IntStream.range(0, keep.length)
                    .filter(i -> keep[i])
                    .mapToObj(i -> times[i])
                    .toList();
            rows.add(Timebase.newBuilder()
                    .setRecordingId(id)
                    .setGrid(KEPT)
                    .setT0S(kept.get(0))
                    .setTimeS(kept)
                    .build());
        }
        return rows;
    }

    private Issue warning(String message) {
        return Issue.newBuilder()
                .setFile(id)
                .setPlace("cleaning")
                .setCode("doubtful_signal")
                .setSeverity("warn")
                .setMessage(message)
                .build();
    }

    private Step step(int units, RunCleaning cleaning) {
        return Step.newBuilder()
                .setStepId(stepId())
                .setName("preprocess")
                .setVersion(BuildInfo.version())
                .setParams(ConfigLoader.toJson(config.withoutPlaces()))
                .setInputIds(
                        cleaning.confounds().stream().map(c -> "confound:" + c).toList())
                .setOutput(id)
                .setRowsIn(recording.getNRois())
                .setRowsOut(units)
                .setRejected(recording.getNRois() - units)
                .build();
    }

    private Recording row(int units, int volumes, List<String> warnings) {
        List<String> chain = new ArrayList<>(recording.getTransformChain());
        chain.add("mask " + config.mask().kind());
        if (config.fwhmMm() > 0) {
            chain.add("smooth " + config.fwhmMm() + " mm");
        }
        chain.add("clean " + ConfigLoader.toJson(config.cleaning()));
        List<String> reasons = new ArrayList<>(recording.getQcReasons());
        reasons.addAll(warnings);
        return Recording.newBuilder(recording)
                .setNRois(units)
                .setNSamples(volumes)
                .setSignalUnit(signalUnit())
                .setTransformChain(chain)
                .setQcReasons(reasons)
                .setQcStatus(reasons.isEmpty() ? "pass" : "warn")
                .build();
    }
}
