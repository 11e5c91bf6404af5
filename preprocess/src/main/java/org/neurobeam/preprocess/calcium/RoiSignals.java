package org.neurobeam.preprocess.calcium;

import java.util.List;
import java.util.Optional;

/** All signals of one ROI. */
public final class RoiSignals {
    private final List<CalciumSignal> signals;
    private final Optional<CausalZScore> causal;

    RoiSignals(List<CalciumSignal> signals, Optional<CausalZScore> causal) {
        this.signals = List.copyOf(signals);
        this.causal = causal;
    }

    /** The signals in the order of the pipeline: original grid, then resampled grid. */
    public List<CalciumSignal> signals() {
        return signals;
    }

    /** One signal; empty where the pipeline leaves it out. */
    public Optional<CalciumSignal> find(GridKind grid, SignalKind kind) {
        return signals.stream()
                .filter(s -> s.grid() == grid && s.kind() == kind)
                .findFirst();
    }

    /** Mean of the resampled smoothed signal up to each sample; empty but for the causal z-score. */
    public double[] cumulativeMean() {
        return causal.map(c -> c.mean().clone()).orElse(new double[0]);
    }

    /** Standard deviation of the resampled smoothed signal up to each sample; empty but for the causal z-score. */
    public double[] cumulativeStd() {
        return causal.map(c -> c.std().clone()).orElse(new double[0]);
    }
}
