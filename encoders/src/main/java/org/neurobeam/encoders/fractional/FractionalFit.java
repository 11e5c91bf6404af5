package org.neurobeam.encoders.fractional;

import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Fractional ridge with the fraction of each target chosen by cross-validation. Immutable; targets not fitted are NaN. */
public final class FractionalFit {
    private final LinearModel model;
    private final double[] fractions;
    private final double[] alphas;
    private final DoubleMatrix cvScores;

    FractionalFit(LinearModel model, double[] fractions, double[] alphas, DoubleMatrix cvScores) {
        this.model = model;
        this.fractions = fractions;
        this.alphas = alphas;
        this.cvScores = cvScores;
    }

    /** The model on all samples at the chosen fractions. */
    public LinearModel model() {
        return model;
    }

    /** Chosen fraction of each target, [t]. */
    public double[] fractions() {
        return fractions.clone();
    }

    /** Penalty on all samples that gives the chosen fraction, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Mean score over folds, [fractions x t]. */
    public DoubleMatrix cvScores() {
        return cvScores;
    }
}
