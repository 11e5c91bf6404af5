package org.neurobeam.encoders.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** The priors of all feature spaces: ridge is fitted to mixed features, and its weights are restored. Immutable. */
public final class WeightPriors {
    private final List<Optional<WeightPrior>> priors;
    private final List<Integer> widths;

    private WeightPriors(List<Optional<WeightPrior>> priors, List<Integer> widths) {
        this.priors = List.copyOf(priors);
        this.widths = List.copyOf(widths);
        if (priors.size() != widths.size()) {
            throw new IllegalArgumentException(priors.size() + " priors for " + widths.size() + " feature spaces");
        }
    }

    /**
     * Priors of feature spaces.
     *
     * @param priors of each space; none where it has the one of ridge
     * @param widths columns of each space, delays included
     */
    public static WeightPriors of(List<Optional<WeightPrior>> priors, List<Integer> widths) {
        return new WeightPriors(priors, widths);
    }

    /** Those of ridge. */
    public static WeightPriors none() {
        return new WeightPriors(List.of(), List.of());
    }

    private boolean ridge() {
        return priors.stream().allMatch(Optional::isEmpty);
    }

    /** The features on which plain ridge has the priors, X L; the features themselves where there are none. */
    public DelayedFeatures mixed(DelayedFeatures x) {
        if (ridge()) {
            return x;
        }
        List<DelayedSpace> spaces = new ArrayList<>();
        for (int s = 0; s < priors.size(); s++) {
            DelayedSpace space = x.spaces().get(s);
            spaces.add(priors.get(s).map(prior -> prior.mixed(space)).orElse(space));
        }
        return DelayedFeatures.of(x.runStarts(), spaces);
    }

    /** A model of mixed features as a model of the features; predictions are the same. */
    public RidgeModel restored(RidgeModel model) {
        return ridge() || model.kept() != KeptWeights.PRIMAL ? model : model.withWeights(this::restore);
    }

    /** A fit to mixed features as one to the features; its scores are the same. */
    public RidgeFit restored(RidgeFit fit) {
        return ridge() ? fit : fit.withModel(restored(fit.model()));
    }

    private void restore(DenseMatrix weights) {
        int at = 0;
        for (int s = 0; s < priors.size(); s++) {
            DenseMatrix own = weights.rowView(at, at + widths.get(s));
            priors.get(s).ifPresent(prior -> prior.restore(own));
            at += widths.get(s);
        }
    }
}
