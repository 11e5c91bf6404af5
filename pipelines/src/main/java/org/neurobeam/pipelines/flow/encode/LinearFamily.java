package org.neurobeam.pipelines.flow.encode;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.fractional.FractionalFit;
import org.neurobeam.encoders.fractional.FractionalOptions;
import org.neurobeam.encoders.fractional.FractionalRidge;
import org.neurobeam.encoders.lasso.LassoFit;
import org.neurobeam.encoders.lasso.LassoOptions;
import org.neurobeam.encoders.lasso.SparseGroupLasso;
import org.neurobeam.encoders.lasso.SparsePenalty;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.linear.SelectionRule;
import org.neurobeam.encoders.pls.PartialLeastSquares;
import org.neurobeam.encoders.pls.PlsFit;
import org.neurobeam.encoders.pls.PlsOptions;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A family of linear encoders that chooses one number for each target. */
@FunctionalInterface
interface LinearFamily {
    /** Chooses by the folds and fits all rows. */
    Fitted fit(RowSource x, RowSource y, Folds folds);

    /** A fit and what was chosen. */
    final class Fitted {
        private final LinearModel model;
        private final double[] chosen;
        private final DoubleMatrix scores;
        private final Optional<DoubleMatrix> fractions;

        private Fitted(LinearModel model, double[] chosen, DoubleMatrix scores) {
            this(model, chosen, scores, Optional.empty());
        }

        private Fitted(LinearModel model, double[] chosen, DoubleMatrix scores, Optional<DoubleMatrix> fractions) {
            this.model = model;
            this.chosen = chosen;
            this.scores = scores;
            this.fractions = fractions;
        }

        LinearModel model() {
            return model;
        }

        /** Penalty, or number of components, of each target, [t]; NaN for targets not fitted. */
        double[] chosen() {
            return chosen.clone();
        }

        /** Lengths of the weights relative to least squares, [1 x t], where they were chosen. */
        Optional<DoubleMatrix> fractions() {
            return fractions;
        }

        /** Best mean score of the inner folds, [t]. */
        double[] bestScores() {
            double[] best = new double[scores.columns()];
            for (int v = 0; v < best.length; v++) {
                best[v] = scores.get(0, v);
                for (int c = 1; c < scores.rows(); c++) {
                    best[v] = Math.max(best[v], scores.get(c, v));
                }
            }
            return best;
        }
    }

    /**
     * The family of the settings.
     *
     * @param spaces number of the feature space of each feature
     */
    static LinearFamily of(RidgeConfig config, List<Integer> spaces) {
        SelectionRule rule = new SelectionRule(RidgeSettings.criterion(config), config.intercept());
        return switch (config.kind()) {
            case FRACTIONAL ->
                fractional(new FractionalOptions(config.fractional().fractions(), rule));
            case PLS -> pls(new PlsOptions(config.pls().components(), rule));
            case LASSO -> lasso(config, rule, spaces);
            case RIDGE, BANDED, KERNEL ->
                throw new IllegalArgumentException(config.kind() + " is not chosen by plain folds");
        };
    }

    private static LinearFamily fractional(FractionalOptions options) {
        return (x, y, folds) -> {
            FractionalFit fit = new FractionalRidge(options).fit(x, y, folds);
            double[] fractions = fit.fractions();
            return new Fitted(
                    fit.model(),
                    fit.alphas(),
                    fit.cvScores(),
                    Optional.of(DoubleMatrix.wrap(1, fractions.length, fractions)));
        };
    }

    private static LinearFamily pls(PlsOptions options) {
        return (x, y, folds) -> {
            PlsFit fit = new PartialLeastSquares(options).fit(x, y, folds);
            int[] components = fit.chosenComponents();
            double[] chosen = IntStream.range(0, components.length)
                    .mapToDouble(v -> fit.model().nullReason(v).isEmpty() ? components[v] : Double.NaN)
                    .toArray();
            return new Fitted(fit.model(), chosen, fit.cvScores());
        };
    }

    private static LinearFamily lasso(RidgeConfig config, SelectionRule rule, List<Integer> spaces) {
        Logger log = LoggerFactory.getLogger(LinearFamily.class);
        double share = config.lasso().groupShare();
        List<SparsePenalty> penalties = config.alphaGrid().stream()
                .sorted(Comparator.reverseOrder())
                .map(a -> new SparsePenalty(a * (1 - share), a * share))
                .toList();
        LassoOptions options = new LassoOptions(
                penalties, spaces, config.lasso().tolerance(), config.lasso().iterations(), rule);
        return (x, y, folds) -> {
            LassoFit fit = new SparseGroupLasso(options).fit(x, y, folds);
            if (fit.unconverged() > 0) {
                log.warn(
                        "encode: lasso: {} targets did not converge in {} iterations; raise model.lasso.iterations",
                        fit.unconverged(),
                        config.lasso().iterations());
            }
            double[] chosen = IntStream.range(0, y.columns())
                    .mapToDouble(v -> fit.penalty(v).map(p -> p.l1() + p.l21()).orElse(Double.NaN))
                    .toArray();
            return new Fitted(fit.model(), chosen, fit.cvScores());
        };
    }
}
