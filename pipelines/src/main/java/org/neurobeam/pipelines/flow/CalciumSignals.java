package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.preprocess.calcium.CalciumPipeline;
import org.neurobeam.preprocess.calcium.CalciumSignal;
import org.neurobeam.preprocess.calcium.GridKind;
import org.neurobeam.preprocess.calcium.RoiSignals;
import org.neurobeam.preprocess.calcium.SignalArrays;
import org.neurobeam.preprocess.calcium.SignalKind;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceSeries.Moments;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.RecordingWriter;

/** The trace files of one calcium recording: one for each grid and signal that the pipeline gives. */
final class CalciumSignals {
    private static final String CUMULATIVE_MEAN = "cumulative_mean";
    private static final String CUMULATIVE_STD = "cumulative_std";

    private final RecordingWriter out;
    private final TraceKey raw;
    private final String stepId;
    private final Map<GridSignal, TraceWriter> writers = new LinkedHashMap<>();
    private final Map<GridKind, Set<SignalKind>> kinds = new LinkedHashMap<>();
    private final SignalArrays arrays = new SignalArrays();
    private double[] raw64 = new double[0];

    /**
     * @param raw key of the raw traces, which are not written again
     * @param stepId the step that makes the other signals
     */
    CalciumSignals(RecordingWriter out, TraceKey raw, String stepId) {
        this.out = out;
        this.raw = raw;
        this.stepId = stepId;
    }

    /** Writes all signals of one ROI but the raw one, and tells whether its resampled smoothed signal is constant. */
    boolean add(TraceSeries series, CalciumPipeline pipeline) throws IOException {
        RoiSignals signals = pipeline.process(arrays, doubles(series.values()));
        boolean constant = false;
        for (CalciumSignal signal : signals.signals()) {
            GridSignal name = name(signal.grid(), signal.kind());
            kinds.computeIfAbsent(signal.grid(), grid -> new LinkedHashSet<>()).add(signal.kind());
            if (!isSource(name)) {
                Moments moments = new Moments(signal.mean(), signal.std());
                writer(name, signal.values().length).append(series, moments, signal.values());
            }
            boolean normalised = signal.kind() == SignalKind.ZSCORE || signal.kind() == SignalKind.CAUSAL_ZSCORE;
            constant |= normalised && signal.isConstant();
        }
        cumulative(CUMULATIVE_MEAN, series, signals.cumulativeMean());
        cumulative(CUMULATIVE_STD, series, signals.cumulativeStd());
        return constant;
    }

    private double[] doubles(float... values) {
        if (raw64.length != values.length) {
            raw64 = new double[values.length];
        }
        for (int i = 0; i < values.length; i++) {
            raw64[i] = values[i];
        }
        return raw64;
    }

    private boolean isSource(GridSignal name) {
        return name.grid().equals(raw.grid()) && name.signal().equals(raw.signal());
    }

    private void cumulative(String signal, TraceSeries source, double... values) throws IOException {
        if (values.length > 0) {
            float[] rounded = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                rounded[i] = (float) values[i];
            }
            GridSignal name = new GridSignal(GridKind.RESAMPLED.word(), signal);
            writer(name, values.length).append(source, Moments.of(rounded, 0, rounded.length), values);
        }
    }

    private TraceWriter writer(GridSignal name, int samples) throws IOException {
        TraceWriter writer = writers.get(name);
        if (writer == null) {
            writer = out.traces(key(name), samples);
            writers.put(name, writer);
        }
        return writer;
    }

    private TraceKey key(GridSignal name) {
        String unit = name.signal().endsWith("zscore")
                ? "z"
                : name.signal().endsWith("derivative") ? raw.unit() + "/s" : raw.unit();
        return new TraceKey(raw.recordingId(), name.grid(), name.signal(), stepId, unit);
    }

    /** Whether these files are written here. */
    boolean has(GridSignal name) {
        return writers.containsKey(name);
    }

    /** What made each signal: {@code grid/signal: operation; operation}. */
    List<String> chains(CalciumPipeline pipeline) {
        List<String> chains = new ArrayList<>();
        kinds.forEach((grid, signals) -> signals.forEach(kind -> {
            List<String> operations = pipeline.transformChain(grid, kind);
            if (!operations.isEmpty()) {
                chains.add(grid.word() + "/" + kind.word() + ": " + String.join("; ", operations));
            }
        }));
        return chains;
    }

    private static GridSignal name(GridKind grid, SignalKind kind) {
        return new GridSignal(grid.word(), kind.word());
    }
}
