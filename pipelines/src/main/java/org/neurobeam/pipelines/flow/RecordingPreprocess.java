package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.CleaningConfig;
import org.neurobeam.pipelines.config.ParcellationConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Smoothing;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.TableEntry;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/**
 * One recording: mask, smoothing, parcels, cleaning, in this order; voxels chunk by chunk, parcels as a whole.
 *
 * <p>Parcels are gathered from series that are not cleaned, because confounds are then regressed out of each parcel's
 * own noise, and statistics other than the mean would be those of residuals.
 */
public final class RecordingPreprocess {
    /** The signal of cleaned series. */
    public static final String CLEAN = "clean";
    /** The grid of the volumes that scrubbing kept. */
    static final String KEPT = "kept";

    private static final long MIB = 1L << 20;

    private final PreprocessConfig config;
    private final Dataset input;
    private final Recording recording;
    private final String atlasDigest;
    private final String id;

    /**
     * Work on a recording.
     *
     * @param atlasDigest of the files that the parcellation names
     */
    RecordingPreprocess(PreprocessConfig config, Dataset input, Recording recording, String atlasDigest) {
        this.config = config;
        this.input = input;
        this.recording = recording;
        this.atlasDigest = atlasDigest;
        this.id = recording.getRecordingId();
    }

    /** Of everything that the part depends on. */
    String digest() throws IOException {
        Set<String> paths = Stream.of(Table.UNITS, Table.COVARIATES, Table.EVENTS, Table.TIMEBASES, Table.FEATURES)
                .map(table -> PartName.path(table, id))
                .collect(Collectors.toCollection(TreeSet::new));
        paths.add(PartName.tracePath(id, FmriIngest.ORIGINAL, FmriIngest.RAW));
        List<String> parts = new ArrayList<>();
        parts.add("preprocess " + BuildInfo.version());
        parts.add(ConfigLoader.toYaml(config.series()));
        parts.add(recording.toString());
        parts.add(atlasDigest);
        parts.add(MaskFiles.digest(mask()));
        for (TableEntry table : input.tables().values()) {
            table.files().stream()
                    .filter(f -> paths.contains(f.path()))
                    .forEach(f -> parts.add(f.path() + " " + f.sha256()));
        }
        return Sha256.of(String.join("\n", parts));
    }

    private Mask mask() throws IOException {
        return MaskFiles.read(Stores.of(config.output()), recording);
    }

    /** Writes the part. */
    void write(RecordingWriter out) throws IOException {
        Mask mask = mask();
        RunCleaning cleaning = RunCleaning.of(config.cleaning(), input, recording);
        Set<String> warnings = new LinkedHashSet<>(cleaning.cleaner().warnings());
        RunQuality quality = new RunQuality(recording.getNSamples());
        int kept = cleaning.cleaner().keptVolumes();
        List<Unit> units;
        try (MaskedSeries series = open(mask)) {
            MaskedRun run = new MaskedRun(series, mask, quality, cleaning);
            units = config.parcellation().kind() == ParcellationConfig.Kind.NONE
                    ? voxels(run, out, warnings)
                    : parcels(run, out, warnings);
        }
        out.write(Table.UNITS, units);
        out.write(Table.TIMEBASES, timebases(cleaning.keep(), kept == recording.getNSamples()));
        out.write(Table.EVENTS, input.events(id));
        out.write(Table.COVARIATES, quality.with(input.covariates(id), recording));
        out.write(Table.FEATURES, input.features(id));
        warnings.forEach(w -> out.issue(warning(w)));
        provenance(out);
        out.step(step(units.size(), cleaning));
        out.recording(row(units.size(), kept, List.copyOf(warnings)));
    }

    private MaskedSeries open(Mask mask) throws IOException {
        RawSeries raw = RawSeries.open(input, recording, mask, config.cleaning().ensureFinite());
        if (config.fwhmMm() == 0) {
            return raw;
        }
        SeriesMemory memory = new SeriesMemory(config.memoryMb() * MIB, Path.of(System.getProperty("java.io.tmpdir")));
        try (raw) {
            return SmoothedSeries.of(raw, mask, Smoothing.isotropic(mask.grid(), config.fwhmMm()), memory);
        }
    }

    private List<Unit> voxels(MaskedRun run, RecordingWriter out, Set<String> warnings) throws IOException {
        SeriesCleaning work = new SeriesCleaning(id, run.cleaning());
        if (config.cleaning().standardize() == CleaningConfig.Standardize.PSC) {
            work.decidePsc(run.series());
        }
        int constant = work.voxels(run, traces(run.cleaning(), out));
        warnConstant(constant, run.mask().count(), warnings);
        return run.quality().describe(RawSeries.units(input, recording, run.mask()));
    }

    private List<Unit> parcels(MaskedRun run, RecordingWriter out, Set<String> warnings) throws IOException {
        ParcelAtlas atlas = ParcelAtlas.of(config.parcellation(), atlasDigest);
        RunParcels parcels = RunParcels.of(recording, config.parcellation(), atlas, run);
        int[] covered = parcels.covered();
        SeriesCleaning work = new SeriesCleaning(id, run.cleaning());
        int constant = work.parcels(parcels.series(), covered, traces(run.cleaning(), out));
        warnConstant(constant, covered.length, warnings);
        List<Unit> units = parcels.units();
        if (!parcels.missing().isEmpty()) {
            warnings.add(parcels.missing().size() + " of " + units.size() + " parcels have less than "
                    + config.parcellation().minCoverage() + " of their voxels in the mask and hold NaN: "
                    + String.join(", ", parcels.missing()));
        }
        return units;
    }

    private static void warnConstant(int constant, int units, Set<String> warnings) {
        if (constant > 0) {
            warnings.add(constant + " of " + units + " units are constant after cleaning and hold zeros");
        }
    }

    private SeriesCleaning.Traces traces(RunCleaning cleaning, RecordingWriter out) throws IOException {
        int kept = cleaning.cleaner().keptVolumes();
        String grid = kept == recording.getNSamples() ? FmriIngest.ORIGINAL : KEPT;
        return new SeriesCleaning.Traces(
                out.traces(key(grid, CLEAN, signalUnit()), kept),
                out.traces(key(FmriIngest.ORIGINAL, FmriIngest.RAW, FmriIngest.RAW), recording.getNSamples()));
    }

    /** The files and steps that made the input are those of the output, too. */
    private void provenance(RecordingWriter out) throws IOException {
        input.files().stream()
                .filter(f -> recording.getSourceFileIds().contains(f.getFileId()))
                .forEach(out::source);
        input.steps().stream().filter(s -> s.getOutput().equals(id)).forEach(out::step);
    }

    private TraceKey key(String grid, String signal, String unit) {
        return new TraceKey(id, grid, signal, CLEAN.equals(signal) ? stepId() : FmriIngest.stepId(id), unit);
    }

    /** Files and steps that the recording comes from, so that every id of the new dataset resolves in it. */
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
                .setParams(ConfigLoader.toJson(config.series()))
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
        boolean parcels = config.parcellation().kind() != ParcellationConfig.Kind.NONE;
        if (parcels) {
            chain.add("parcels " + ConfigLoader.toJson(config.parcellation())
                    + "; units are parcels, so there is no shape and no affine");
        }
        chain.add("clean " + ConfigLoader.toJson(config.cleaning()));
        List<String> reasons = new ArrayList<>(recording.getQcReasons());
        reasons.addAll(warnings);
        Recording.Builder row = Recording.newBuilder(recording);
        if (parcels) {
            row.setShape(List.of()).setAffine(List.of()).setAffineSource(null);
        }
        return row.setNRois(units)
                .setNSamples(volumes)
                .setSignalUnit(signalUnit())
                .setTransformChain(chain)
                .setQcReasons(reasons)
                .setQcStatus(reasons.isEmpty() ? "pass" : "warn")
                .build();
    }
}
