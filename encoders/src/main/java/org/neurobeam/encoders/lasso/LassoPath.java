package org.neurobeam.encoders.lasso;

import java.util.List;
import org.neurobeam.encoders.linear.LinearModel;

/** Lasso for each penalty of a path. Immutable; targets not fitted are NaN. */
public final class LassoPath {
    private final List<SparsePenalty> penalties;
    private final List<LinearModel> models;
    private final List<Integer> unconverged;

    LassoPath(List<SparsePenalty> penalties, List<LinearModel> models, List<Integer> unconverged) {
        this.penalties = penalties;
        this.models = List.copyOf(models);
        this.unconverged = List.copyOf(unconverged);
    }

    /** The penalties, in the order of the settings. */
    public List<SparsePenalty> penalties() {
        return penalties;
    }

    /** The model of a penalty, numbered from 0. */
    public LinearModel model(int penalty) {
        return models.get(penalty);
    }

    /** Number of targets that reached the limit of iterations at a penalty; 0 when all is well. */
    public int unconverged(int penalty) {
        return unconverged.get(penalty);
    }
}
