package org.neurobeam.encoders.readout;

import java.util.List;
import java.util.Optional;

/** Readout through receptive fields chosen by cross-validation. Immutable; targets not fitted are NaN. */
public final class ReceptiveFieldFit {
    private final ReceptiveFieldModel model;
    private final double[] cvScores;
    private final double[] alphas;
    private final List<Optional<String>> reasons;

    ReceptiveFieldFit(ReceptiveFieldModel model, double[] cvScores, double[] alphas, List<Optional<String>> reasons) {
        this.model = model;
        this.cvScores = cvScores;
        this.alphas = alphas;
        this.reasons = reasons;
    }

    /** The model on all samples. */
    public ReceptiveFieldModel model() {
        return model;
    }

    /** Inner validation score of the chosen field and penalty, [t]. */
    public double[] cvScores() {
        return cvScores.clone();
    }

    /** Penalty of each target on z-scored pooled channels, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Number of targets that could not be fitted. */
    public long excludedTargets() {
        return reasons.stream().filter(Optional::isPresent).count();
    }

    /** Why a target was not fitted: {@code non_finite} or {@code constant}; empty for fitted targets. */
    public Optional<String> nullReason(int target) {
        return reasons.get(target);
    }
}
