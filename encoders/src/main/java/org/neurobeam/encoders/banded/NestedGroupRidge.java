package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.OuterPredictions;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
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
        if (ridge.options().ridge().selection() == InnerSelection.LEAVE_ONE_OUT) {
            throw new ConfigException(
                    "banded ridge chooses weights by inner folds, not leave-one-out; allowed: runs, kfold:N");
        }
        if (outer.rows() != runs.length) {
            throw new IllegalArgumentException("folds of " + outer.rows() + " rows but runs of " + runs.length);
        }
        this.ridge = ridge;
        this.runs = runs.clone();
        this.outer = outer;
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
        int t = responses.columns();
        RidgeOptions options = ridge.options().ridge();
        OuterPredictions held = new OuterPredictions(responses, outer.size(), options);
        ProductMeasure split = new ProductMeasure(responses, groups.bands(), outer);
        BandPredictions bands = new BandPredictions(features, groups, options);
        for (Fold fold : outer.list()) {
            int[] train = fold.train();
            RowSource measured = new RowSelection(responses, train);
            GroupRidgeFit fit = ridge.fit(new RowSelection(features, train), groups, measured, inner(train, options));
            List<DoubleMatrix> parts = bands.of(fit.model(), train, fold.test());
            double[] offsets = offsets(fit, measured);
            split.add(fold.test(), parts, offsets);
            held.add(fold.test(), sum(parts, offsets), fit.model().alphas());
        }
        int[] all = IntStream.range(0, runs.length).toArray();
        GroupRidgeFit fit = ridge.fit(features, groups, responses, inner(all, options));
        BandSelection selection = fit.selection();
        List<Optional<String>> reasons =
                IntStream.range(0, t).mapToObj(selection::nullReason).toList();
        return new NestedGroupFit(
                held.fit(fit.model(), selection.bestScores(), reasons),
                selection,
                split.shares(reasons),
                split.offsetShare(reasons));
    }

    private Folds inner(int[] train, RidgeOptions options) {
        if (options.selection() == InnerSelection.K_FOLD) {
            return Folds.kFold(train.length, options.innerFolds());
        }
        int[] own = Arrays.stream(train).map(i -> runs[i]).toArray();
        if (Arrays.stream(own).distinct().count() < 2) {
            throw new ConfigException("banded ridge with inner folds by run needs at least 2 runs among the training"
                    + " rows but found 1; use inner folds kfold:N");
        }
        return Folds.leaveOneRunOut(own);
    }

    /** What is added to the centred bands: the mean of the training responses. */
    private double[] offsets(GroupRidgeFit fit, RowSource measured) {
        double[] mean = new double[measured.columns()];
        double[] row = new double[mean.length];
        double[] first = new double[mean.length];
        measured.readRow(0, first);
        for (int i = 0; i < measured.rows(); i++) {
            measured.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                mean[v] += (row[v] - first[v]) / measured.rows();
            }
        }
        boolean intercept = ridge.options().ridge().intercept();
        for (int v = 0; v < mean.length; v++) {
            boolean constant = fit.selection().nullReason(v).equals(Optional.of("constant"));
            mean[v] = intercept || constant ? mean[v] + first[v] : 0;
        }
        return mean;
    }

    private static DoubleMatrix sum(List<DoubleMatrix> parts, double... offsets) {
        DoubleMatrix sum = DoubleMatrix.zeros(parts.get(0).rows(), offsets.length);
        for (int i = 0; i < sum.values().length; i++) {
            double value = offsets[i % offsets.length];
            for (DoubleMatrix part : parts) {
                value += part.values()[i];
            }
            sum.values()[i] = value;
        }
        return sum;
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
