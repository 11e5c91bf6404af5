package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Banded ridge with nested cross-validation: each outer fold searches weights and penalties on its training rows alone
 * and predicts its held-out rows; a search on all rows gives the model. Inner folds are those of the ridge options,
 * made of training rows. The cost is that of k + 1 searches.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2019.04.012">Nunez-Elizalde et al. 2019</a>
 */
public final class NestedGroupRidge {
    private final GroupRidge ridge;
    private final int[] runs;
    private final Folds outer;

    /**
     * @param runs run of each sample, [n]
     * @param outer folds whose test rows are predicted
     * @throws ConfigException if the options choose penalties by leave-one-out, for which a search has no form
     */
    public NestedGroupRidge(GroupRidge ridge, int[] runs, Folds outer) {
        require(ridge.options().ridge().selection() != InnerSelection.LEAVE_ONE_OUT, runs, outer);
        this.ridge = ridge;
        this.runs = runs.clone();
        this.outer = outer;
    }

    /** Refuses what has no inner folds, or folds of other rows. */
    static void require(boolean folds, int[] runs, Folds outer) {
        if (!folds) {
            throw new ConfigException("banded ridge chooses weights by inner folds, not leave-one-out; allowed: runs,"
                    + " kfold:N, chunks:LENGTH:SHARE:DRAWS");
        }
        if (outer.rows() != runs.length) {
            throw new IllegalArgumentException("folds of " + outer.rows() + " rows but runs of " + runs.length);
        }
    }

    /**
     * Fits a tile of targets.
     *
     * @param features [n samples x p features]
     * @param groups bands of the columns
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @throws ConfigException if a training set has too few runs for the inner folds
     */
    public NestedGroupFit fit(RowSource features, FeatureGroups groups, RowSource responses) {
        HeldOutBands held = heldOut(ridge, features, groups, responses);
        int[] all = IntStream.range(0, runs.length).toArray();
        GroupRidgeFit fit =
                ridge.fit(features, groups, responses, ridge.options().ridge().inner(all, runs));
        return held.fit(fit.model(), fit.selection());
    }

    /**
     * Refits every subset of the bands on the same folds, with the same candidates as far as they weigh its bands, for
     * what each band explains alone and what bands share; k (2^m - 2) searches.
     *
     * @param all the fit of all bands to the same tile
     */
    public VariancePartition partition(
            NestedGroupFit all, RowSource features, FeatureGroups groups, RowSource responses) {
        return SubsetRefits.of(all.splits(), bands -> {
            GroupRidge part = new GroupRidge(ridge.candidates().only(bands), ridge.options());
            return heldOut(part, features, groups.only(bands), responses).splits();
        });
    }

    private HeldOutBands heldOut(GroupRidge search, RowSource features, FeatureGroups groups, RowSource responses) {
        RidgeOptions options = search.options().ridge();
        HeldOutBands held = new HeldOutBands(responses, outer, options);
        BandPredictions bands = new BandPredictions(features, groups, options);
        for (Fold fold : outer.list()) {
            int[] train = fold.train();
            RowSource measured = new RowSelection(responses, train);
            GroupRidgeFit fit =
                    search.fit(new RowSelection(features, train), groups, measured, options.inner(train, runs));
            held.add(fold.test(), bands.of(fit.model(), train, fold.test()), measured, fit.selection());
        }
        return held;
    }

    /** Predictions of held-out rows band by band, with features less their training means. */
    private static final class BandPredictions {
        private final RowSource features;
        private final FeatureGroups groups;
        private final boolean centred;
        private final boolean single;

        BandPredictions(RowSource features, FeatureGroups groups, RidgeOptions options) {
            this.features = features;
            this.groups = groups;
            this.centred = options.intercept();
            this.single = options.precision() == Precision.FLOAT32;
        }

        /** [m x t] of each band; 0 where the training rows could not be fitted. */
        List<DoubleMatrix> of(RidgeModel model, int[] train, int... test) {
            double[] mean = new double[features.columns()];
            double[] row = new double[mean.length];
            for (int i = 0; i < train.length && centred; i++) {
                features.readRow(train[i], row);
                for (int j = 0; j < row.length; j++) {
                    mean[j] += row[j] / train.length;
                }
            }
            RowSource weights = single ? RowSource.of(model.weights()) : RowSource.of(model.weightsAsDouble());
            List<DoubleMatrix> parts = new ArrayList<>();
            for (int b = 0; b < groups.bands(); b++) {
                int[] columns = groups.columnsOf(b);
                DoubleMatrix x = DoubleMatrix.zeros(test.length, columns.length);
                for (int i = 0; i < test.length; i++) {
                    features.readRow(test[i], row);
                    for (int j = 0; j < columns.length; j++) {
                        x.set(i, j, row[columns[j]] - mean[columns[j]]);
                    }
                }
                parts.add(Products.finite(x, new RowSelection(weights, columns)));
            }
            return parts;
        }
    }
}
