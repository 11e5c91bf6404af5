package org.neurobeam.encoders.fractional;

import java.util.List;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Fractional ridge at every fraction of a grid. Immutable; targets not fitted are NaN. */
public final class FractionalPath {
    private final List<Double> fractions;
    private final DoubleMatrix alphas;
    private final List<LinearModel> models;

    FractionalPath(List<Double> fractions, DoubleMatrix alphas, List<LinearModel> models) {
        this.fractions = fractions;
        this.alphas = alphas;
        this.models = List.copyOf(models);
    }

    /** The fractions, ascending. */
    public List<Double> fractions() {
        return fractions;
    }

    /** Penalty of each fraction and target, [fractions x t]; 0 at fraction 1. */
    public DoubleMatrix alphas() {
        return alphas;
    }

    /** The model of a fraction, numbered from 0. */
    public LinearModel model(int fraction) {
        return models.get(fraction);
    }
}
