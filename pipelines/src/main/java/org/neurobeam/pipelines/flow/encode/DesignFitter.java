package org.neurobeam.pipelines.flow.encode;

import java.util.Optional;
import org.neurobeam.encoders.prior.WeightPriors;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.encoders.ridge.AlphaVotes;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Fits tiles on one factorised design, which it closes: ridge on features or on a kernel. */
final class DesignFitter implements GroupFitter {
    private final RidgeDesign design;
    private final KeptWeights kept;
    private final WeightPriors priors;

    /** @param priors of the features that the design is of */
    DesignFitter(RidgeDesign design, KeptWeights kept, WeightPriors priors) {
        this.design = design;
        this.kept = kept;
        this.priors = priors;
    }

    @Override
    public FittedTile fit(RowSource responses) {
        return FittedTile.of(priors.restored(design.fitTile(responses, kept)));
    }

    /** With a penalty for each group of targets, all of which are in the tile. */
    FittedTile fit(RowSource responses, AlphaGroups groups) {
        return FittedTile.of(priors.restored(design.fitTile(responses, kept, groups)));
    }

    /** At the penalties of each training set, [sets x t]. */
    FittedTile fit(RowSource responses, DoubleMatrix alphas) {
        return FittedTile.of(priors.restored(design.fitTile(responses, kept, alphas)));
    }

    /** Held-out predictions at the penalties of each training set, [n x t]; no model is kept. */
    FloatMatrix heldOut(RowSource responses, DoubleMatrix alphas) {
        return design.fitTile(responses, KeptWeights.NONE, alphas).predictions();
    }

    /** What the targets of a tile say on the penalties of their groups. */
    AlphaVotes votes(RowSource responses, AlphaGroups groups) {
        return design.votes(responses, groups);
    }

    @Override
    public Optional<DesignFitter> sharing() {
        return Optional.of(this);
    }

    @Override
    public void close() {
        design.close();
    }
}
