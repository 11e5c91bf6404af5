package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.pipelines.config.CalciumConfig;
import org.neurobeam.preprocess.calcium.CalciumMode;
import org.neurobeam.preprocess.calcium.CalciumOptions;
import org.neurobeam.preprocess.calcium.CalciumPipeline;
import org.neurobeam.preprocess.calcium.RegularGrid;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/**
 * One calcium recording on the common grid: steps 5 to 8 of the homogenization, one ROI after the other, beside the
 * originals. Memory: one row group of raw traces and the pages of the signals being written.
 */
final class CalciumPreprocess {
    private static final String ORIGINAL = "original";
    private static final String RAW = "raw";
    private static final String SHORT = "SHORT_RECORDING";

    private final DatasetView input;
    private final CalciumConfig config;
    private final CalciumOptions options;
    private final Recording recording;
    private final String id;

    CalciumPreprocess(DatasetView input, CalciumConfig config, String recordingId) {
        this.input = input;
        this.config = config;
        this.options = config.options();
        this.recording = input.recording(recordingId);
        this.id = recordingId;
    }

    /** Of everything that the part depends on. */
    String digest() {
        return input.digest(id, List.of("calcium", ConfigLoader.toYaml(config), recording.toString()));
    }

    /** Why the published data set has no such recording; empty where it has, or in fixed mode. */
    Optional<String> leftOut() throws IOException {
        if (options.mode() == CalciumMode.FIXED) {
            return Optional.empty();
        }
        if (recording.getOriginalNSamples() < options.minFrames()) {
            return Optional.of(SHORT);
        }
        return recording.getNLabelled() > 0 || hasLabels() ? Optional.empty() : Optional.of("NO_LABELLED_NEURON");
    }

    /** The published rule counts every name of the vocabulary, inferred ones too; {@code n_labelled} does not. */
    private boolean hasLabels() throws IOException {
        return input.dataset().units(id).stream()
                .anyMatch(unit -> unit.getLabel().isPresent());
    }

    /** Writes the part. */
    void write(RecordingWriter out) throws IOException {
        PartCopy copy = new PartCopy(input, id, out);
        CalciumPipeline pipeline;
        BitSet constant = new BitSet();
        CalciumSignals signals;
        try (TraceReader raw = input.dataset().traces(id, ORIGINAL, RAW)) {
            pipeline = plan(raw.samples());
            signals = new CalciumSignals(out, raw.key().orElseThrow(), stepId());
            List<Integer> starts = raw.rowGroupStarts();
            for (int g = 0; g < starts.size(); g++) {
                int end = g + 1 < starts.size() ? starts.get(g + 1) : raw.rows();
                for (TraceSeries series : raw.series(starts.get(g), end)) {
                    constant.set(series.roiIndex(), signals.add(series, pipeline));
                }
            }
        }
        for (GridSignal signal : input.dataset().signals(id)) {
            if (!signals.has(signal)) {
                copy.traces(signal);
            }
        }
        if (constant.isEmpty()) {
            copy.rows(Table.UNITS);
        } else {
            out.write(Table.UNITS, units(constant));
        }
        out.write(Table.TIMEBASES, timebases(pipeline));
        copy.beside();
        input.provenance(id, recording.getSourceFileIds(), out);
        out.step(step(pipeline));
        out.recording(row(pipeline, signals));
    }

    private CalciumPipeline plan(int samples) throws IOException {
        Optional<Timebase> original = input.dataset().timebases(id).stream()
                .filter(t -> t.getGrid().equals(ORIGINAL))
                .findFirst();
        if (original.isEmpty()) {
            return CalciumPipeline.withoutTimes(options, samples);
        }
        double[] times = SampleTimes.of(original.get(), samples);
        if (options.mode() == CalciumMode.PAPER_FAITHFUL) {
            // published: rounded to float32 on the source's own clock, before the origin was subtracted
            double origin = recording.getOriginalT0S().orElse(0.0);
            for (int i = 0; i < times.length; i++) {
                times[i] += origin;
            }
        }
        return CalciumPipeline.of(options, times);
    }

    private String stepId() {
        return "preprocess/" + id;
    }

    private List<Unit> units(BitSet constant) throws IOException {
        List<Unit> rows = new ArrayList<>();
        input.dataset()
                .forEach(
                        Table.UNITS,
                        unit -> rows.add(
                                constant.get(unit.getRoiIndex())
                                        ? Unit.newBuilder(unit)
                                                .setConstant(true)
                                                .build()
                                        : unit),
                        id);
        return rows;
    }

    private List<Timebase> timebases(CalciumPipeline pipeline) throws IOException {
        List<Timebase> rows = new ArrayList<>(input.dataset().timebases(id));
        pipeline.grid()
                .ifPresent(grid -> rows.add(Timebase.newBuilder()
                        .setRecordingId(id)
                        .setGrid("resampled")
                        .setT0S(grid.t0Seconds())
                        .setDtS(grid.dtSeconds())
                        .build()));
        return rows;
    }

    private Step step(CalciumPipeline pipeline) {
        return Step.newBuilder()
                .setStepId(stepId())
                .setName("preprocess")
                .setVersion(BuildInfo.version())
                .setParams(ConfigLoader.toJson(config))
                .setInputIds(input.steps(id).stream().map(Step::getStepId).toList())
                .setOutput(id)
                .setRowsIn(recording.getOriginalNSamples())
                .setRowsOut(pipeline.grid().map(RegularGrid::count).orElse(recording.getOriginalNSamples()))
                .setRejected(0)
                .build();
    }

    private Recording row(CalciumPipeline pipeline, CalciumSignals signals) {
        List<String> chain = new ArrayList<>(recording.getTransformChain());
        chain.add("mode " + config.mode());
        signals.chains(pipeline).forEach(chain::add);
        Set<String> reasons = new LinkedHashSet<>(recording.getQcReasons());
        reasons.remove(SHORT);
        reasons.addAll(pipeline.warnings());
        Optional<RegularGrid> grid = pipeline.grid();
        return Recording.newBuilder(recording)
                .setNSamples(grid.map(RegularGrid::count).orElse(recording.getOriginalNSamples()))
                .setResampleDtS(grid.map(RegularGrid::dtSeconds).orElse(null))
                .setTransformChain(chain)
                .setQcReasons(List.copyOf(reasons))
                .setQcStatus(reasons.isEmpty() ? "pass" : "warn")
                .build();
    }
}
