package org.neurobeam.encoders.gcv;

import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Ridge with penalties chosen by generalised cross-validation. Immutable; targets not fitted are NaN. */
public final class GcvFit {
    private final LinearModel model;
    private final double[] alphas;
    private final DoubleMatrix errors;

    GcvFit(LinearModel model, double[] alphas, DoubleMatrix errors) {
        this.model = model;
        this.alphas = alphas;
        this.errors = errors;
    }

    /** The model at the chosen penalties. */
    public LinearModel model() {
        return model;
    }

    /** Chosen penalty of each target, [t]. */
    public double[] alphas() {
        return alphas.clone();
    }

    /** Estimated squared error of a new sample for every penalty, [A x t]; lower is better. */
    public DoubleMatrix errors() {
        return errors;
    }
}
