package org.neurobeam.preprocess.calcium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a raw calcium trace to derivative, smoothed and standardised signals on the original and on a common grid.
 *
 * <p>Order: derivative of the raw trace on its own times; smoothing of raw and derivative at the native rate; all four
 * onto the grid; z-score of the resampled smoothed signal. Without times only raw and smoothed on the original grid
 * remain. Planned once per recording, thread-safe and without state between ROIs: O(T + grid) time and memory a ROI;
 * {@link SignalArrays} serve one ROI after the other.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2411.12091">Simeon et al. 2024</a>
 */
public final class CalciumPipeline {
    private final CalciumOptions options;
    private final SampleTimes times;
    private final CausalSmoother smoother;
    private final Optional<Resampler> resampler;

    private CalciumPipeline(CalciumOptions options, SampleTimes times, Optional<Resampler> resampler) {
        this.options = options;
        this.times = times;
        this.smoother = new CausalSmoother(options.smooth(), options.mode());
        this.resampler = resampler;
    }

    /**
     * Plans a recording whose times are known.
     *
     * @param options what is done
     * @param clockSeconds times on the source's clock, [T], at least 2, finite, strictly increasing
     * @throws org.neurobeam.schemas.error.NumericalException if the times are not, or are too short for the grid
     */
    public static CalciumPipeline of(CalciumOptions options, double... clockSeconds) {
        SampleTimes times = options.mode() == CalciumMode.FIXED
                ? SampleTimes.of(clockSeconds)
                : SampleTimes.published(clockSeconds);
        return new CalciumPipeline(options, times, Optional.of(new Resampler(options, times)));
    }

    /** Plans a recording without times, or with times that cannot be used. */
    public static CalciumPipeline withoutTimes(CalciumOptions options, int samples) {
        return new CalciumPipeline(options, SampleTimes.unknown(samples), Optional.empty());
    }

    /** What is done. */
    public CalciumOptions options() {
        return options;
    }

    /** The original times, from 0, or that they are unknown. */
    public SampleTimes times() {
        return times;
    }

    /** The common grid; empty without times. */
    public Optional<RegularGrid> grid() {
        return resampler.map(Resampler::grid);
    }

    /** Why the recording is doubtful: SHORT_RECORDING, NO_TIMEBASE; as published, a short one is to be skipped. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (times.count() < options.minFrames()) {
            warnings.add("SHORT_RECORDING");
        }
        if (!times.isKnown()) {
            warnings.add("NO_TIMEBASE");
        }
        return List.copyOf(warnings);
    }

    /**
     * The signals of one ROI.
     *
     * @param raw [T], NaN where missing; not changed, but the raw signal refers to it
     * @throws IllegalArgumentException if the trace is not as long as the times
     */
    public RoiSignals process(double... raw) {
        return process(new SignalArrays(), raw);
    }

    /**
     * The signals of one ROI in arrays that the next call with them overwrites.
     *
     * @param arrays of one ROI after the other; what an earlier call gave is void
     * @param raw [T], NaN where missing; not changed, but the raw signal refers to it
     * @throws IllegalArgumentException if the trace is not as long as the times
     */
    public RoiSignals process(SignalArrays arrays, double... raw) {
        if (raw.length != times.count()) {
            throw new IllegalArgumentException(
                    "trace has " + raw.length + " samples but the recording has " + times.count());
        }
        arrays.rewind();
        List<CalciumSignal> out = new ArrayList<>();
        add(out, GridKind.ORIGINAL, SignalKind.RAW, raw);
        add(out, GridKind.ORIGINAL, SignalKind.SMOOTHED, smoother.apply(raw, arrays.take(raw.length)));
        if (resampler.isEmpty()) {
            return new RoiSignals(out, Optional.empty());
        }
        double[] derivative = Derivative.of(times.values(), raw, arrays.take(raw.length));
        add(out, GridKind.ORIGINAL, SignalKind.DERIVATIVE, derivative);
        double[] smoothedDerivative = smoother.apply(derivative, arrays.take(raw.length));
        add(out, GridKind.ORIGINAL, SignalKind.SMOOTHED_DERIVATIVE, smoothedDerivative);
        for (CalciumSignal original : List.copyOf(out)) {
            add(out, GridKind.RESAMPLED, original.kind(), resampler.get().apply(original.values(), arrays));
        }
        return normalised(out, arrays);
    }

    private static void add(List<CalciumSignal> out, GridKind grid, SignalKind kind, double... values) {
        out.add(new CalciumSignal(grid, kind, values));
    }

    private RoiSignals normalised(List<CalciumSignal> out, SignalArrays arrays) {
        CalciumSignal smoothed = out.stream()
                .filter(s -> s.grid() == GridKind.RESAMPLED && s.kind() == SignalKind.SMOOTHED)
                .findFirst()
                .orElseThrow();
        ZScore statistics = smoothed.statistics();
        if (options.normTransform() == Normalization.STANDARD) {
            double[] z = statistics.apply(smoothed.values(), arrays.take(smoothed.values().length));
            out.add(new CalciumSignal(GridKind.RESAMPLED, SignalKind.ZSCORE, z, statistics));
            return new RoiSignals(out, Optional.empty());
        }
        CausalZScore causal = new CausalZScore(smoothed.values(), options.mode());
        out.add(new CalciumSignal(GridKind.RESAMPLED, SignalKind.CAUSAL_ZSCORE, causal.z(), statistics));
        return new RoiSignals(out, Optional.of(causal));
    }

    /** The operations that lead from the raw trace to a signal, with their parameters, in order. */
    public List<String> transformChain(GridKind grid, SignalKind kind) {
        List<String> chain = new ArrayList<>();
        if (kind == SignalKind.DERIVATIVE || kind == SignalKind.SMOOTHED_DERIVATIVE) {
            chain.add("derivative(order=2, times=irregular)");
        }
        if (kind != SignalKind.RAW && kind != SignalKind.DERIVATIVE) {
            chain.add(smoother.describe(times.medianDtSeconds()));
        }
        if (grid == GridKind.RESAMPLED) {
            resampler.ifPresent(r -> chain.add(r.description()));
        }
        if (kind == SignalKind.ZSCORE) {
            chain.add("zscore(ddof=0)");
        }
        if (kind == SignalKind.CAUSAL_ZSCORE) {
            chain.add("causal_zscore(ddof=0, variance>=1e-8)");
        }
        return List.copyOf(chain);
    }
}
