package org.neurobeam.encoders.pls;

import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Partial least squares with the number of components of each target chosen by cross-validation. Immutable. */
public final class PlsFit {
    private final PlsModel components;
    private final LinearModel model;
    private final int[] chosen;
    private final DoubleMatrix cvScores;

    PlsFit(PlsModel components, int[] chosen, DoubleMatrix cvScores) {
        this.components = components;
        this.model = components.linear(chosen);
        this.chosen = chosen;
        this.cvScores = cvScores;
    }

    /** The linear model on all samples at the chosen numbers of components; targets not fitted are NaN. */
    public LinearModel model() {
        return model;
    }

    /** All components on all samples. */
    public PlsModel allComponents() {
        return components;
    }

    /** Chosen number of components of each target, [t]; 0 for targets not fitted. */
    public int[] chosenComponents() {
        return chosen.clone();
    }

    /** Mean score over folds, [components x t]; row 0 is one component. */
    public DoubleMatrix cvScores() {
        return cvScores;
    }
}
