package org.neurobeam.encoders.readout;

import org.neurobeam.schemas.array.DoubleMatrix;

/** Factorised readout with the penalty of each target chosen by cross-validation. Immutable; targets not fitted are NaN. */
public final class FactorizedFit {
    private final FactorizedModel model;
    private final double[] alphas;
    private final DoubleMatrix cvScores;

    FactorizedFit(FactorizedModel model, double[] alphas, DoubleMatrix cvScores) {
        this.model = model;
        this.alphas = alphas;
        this.cvScores = cvScores;
    }

    /** The model on all samples at the chosen penalties. */
    public FactorizedModel model() {
        return model;
    }

    /** Chosen penalty of each target, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Mean score over folds, [A x t], in the order of the settings. */
    public DoubleMatrix cvScores() {
        return cvScores;
    }
}
