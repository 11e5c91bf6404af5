package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.banded.RowSelection;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.ridge.OuterPredictions;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.StoredMatrix;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Encoders that give weights of features and choose one number for each target by inner folds: each outer fold chooses
 * and fits on its training rows alone, then all rows do.
 */
final class LinearFitter implements GroupFitter {
    private final EncodeConfig config;
    private final RowSource x;
    private final ResponseGroup group;
    private final Folds outer;
    private final LinearFamily family;

    private LinearFitter(EncodeConfig config, RowSource x, ResponseGroup group, Folds outer, LinearFamily family) {
        this.config = config;
        this.x = x;
        this.group = group;
        this.outer = outer;
        this.family = family;
    }

    static LinearFitter of(EncodeConfig config, ResponseGroup group, Folds outer) throws IOException {
        List<String> spaces = group.spaces();
        List<String> names = new ArrayList<>(new LinkedHashSet<>(spaces));
        LinearFamily family = LinearFamily.of(
                config.model(), spaces.stream().map(names::indexOf).toList());
        return new LinearFitter(config, group.features(), group, outer, family);
    }

    /**
     * Refuses settings that cannot work before any worker starts.
     *
     * @throws ConfigException if there are more components than features or samples
     */
    static void check(EncodeConfig config, ResponseGroup group) throws IOException {
        int components = config.model().pls().components();
        int p = group.featureNames().size();
        if (config.model().kind() == ModelKind.PLS && components > p) {
            throw new ConfigException("model.pls.components: " + components + " but " + group.name() + " has " + p
                    + " features; allowed: 1 to " + p);
        }
    }

    @Override
    public FittedTile fit(RowSource responses) {
        int t = responses.columns();
        RidgeOptions options = RidgeOptions.defaults();
        OuterPredictions held = new OuterPredictions(responses, outer.size(), options);
        for (Fold fold : outer.list()) {
            RowSource y = new RowSelection(responses, fold.train());
            LinearFamily.Fitted fit = family.fit(new RowSelection(x, fold.train()), y, inner(fold.train()));
            DoubleMatrix predicted = fit.model().predict(new RowSelection(x, fold.test()));
            fillConstant(predicted, fit.model(), y);
            held.add(fold.test(), predicted, fit.chosen());
        }
        LinearFamily.Fitted all =
                family.fit(x, responses, inner(IntStream.range(0, x.rows()).toArray()));
        List<Optional<String>> reasons =
                IntStream.range(0, t).mapToObj(all.model()::nullReason).toList();
        RowSource coef = RowSource.of(all.model().coef());
        StoredMatrix weights = new StoredMatrix(options.precision(), coef.rows(), t);
        double[] row = new double[t];
        for (int j = 0; j < coef.rows(); j++) {
            coef.readRow(j, row);
            weights.writeRow(j, row);
        }
        RidgeModel model = new RidgeModel(weights, all.model().intercept(), all.chosen());
        return new FittedTile(held.fit(model, all.bestScores(), reasons), Optional.empty(), all.fractions());
    }

    /** A target that is constant in the training rows alone is predicted by its constant. */
    private static void fillConstant(DoubleMatrix predicted, LinearModel model, RowSource y) {
        double[] first = new double[y.columns()];
        y.readRow(0, first);
        for (int v = 0; v < first.length; v++) {
            if (model.nullReason(v).equals(Optional.of("constant"))) {
                for (int i = 0; i < predicted.rows(); i++) {
                    predicted.set(i, v, first[v]);
                }
            }
        }
    }

    private Folds inner(int... train) {
        return RidgeSettings.inner(config, group, train);
    }

    @Override
    public void close() {
        // everything is on the heap between tiles
    }
}
