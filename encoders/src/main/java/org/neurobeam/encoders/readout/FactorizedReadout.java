package org.neurobeam.encoders.readout;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.encoders.linear.CandidateScores;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.PathFitter;
import org.neurobeam.encoders.linear.Samples;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Readout of feature maps whose weights are a map of space times a vector of channels, by alternating ridge.
 *
 * <pre>{@code min ||y - sum_cs f_c m_s x_cs||^2 + alpha ||f||^2 ||m||^2}</pre>
 *
 * <p>This is ridge regression among weights of rank one: C + S numbers for each target instead of C S. It starts from
 * the best such approximation of the ridge weights; each half sweep is a ridge problem in closed form, so the objective
 * never rises, but it may end in a local minimum. With r = min(n, p) a sweep costs 4 r p + 2 r (C^2 + S^2) + (C^3 +
 * S^3)/3 flops for each target. Space is not forced to be positive.
 *
 * @see <a href="https://arxiv.org/abs/1711.02653">Klindt, Ecker, Euler and Bethge 2017 (factorised readout)</a>
 */
public final class FactorizedReadout {
    private final FeatureMaps maps;
    private final FactorizedOptions options;

    /** For maps of a shape, with the given settings. */
    public FactorizedReadout(FeatureMaps maps, FactorizedOptions options) {
        this.maps = maps;
        this.options = options;
    }

    /**
     * Fits every penalty on all samples.
     *
     * @param x flattened maps, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @return a model for each penalty, in the order of the settings
     * @throws IllegalArgumentException if shapes disagree or a feature is not finite
     */
    public List<FactorizedModel> path(RowSource x, RowSource y) {
        Samples samples = samples(x, y);
        List<FactorizedModel> models = new ArrayList<>();
        try (LinearProblem problem = samples.all(options.selection().intercept());
                AlternatingRidge ridge = new AlternatingRidge(problem, maps)) {
            for (double alpha : options.alphas()) {
                ridge.solve(alpha, options.sweeps());
                models.add(model(
                        samples,
                        problem,
                        ridge.space().toDoubleMatrix(),
                        ridge.channels().toDoubleMatrix()));
            }
        }
        return List.copyOf(models);
    }

    /**
     * Chooses the penalty of each target by cross-validation and fits it on all samples.
     *
     * @param x flattened maps, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @param folds training and validation rows; a tie goes to the larger penalty
     * @throws IllegalArgumentException if shapes disagree, there is no fold, or a feature is not finite
     */
    public FactorizedFit fit(RowSource x, RowSource y, Folds folds) {
        Samples samples = samples(x, y);
        int count = options.alphas().size();
        CandidateScores scores = CandidateScores.of(samples, folds, count, options.selection(), this::predictPath);
        int[] best = scores.best();
        double[] alphas = new double[best.length];
        DoubleMatrix space = DoubleMatrix.zeros(best.length, maps.positions());
        DoubleMatrix channels = DoubleMatrix.zeros(best.length, maps.channels());
        try (LinearProblem problem = samples.all(options.selection().intercept());
                AlternatingRidge ridge = new AlternatingRidge(problem, maps)) {
            for (int c = 0; c < count; c++) {
                ridge.solve(alpha(c), options.sweeps());
                for (int v = 0; v < best.length; v++) {
                    if (best[v] == c) {
                        alphas[v] = alpha(c);
                        copyRow(ridge.space(), v, space);
                        copyRow(ridge.channels(), v, channels);
                    }
                }
            }
            return new FactorizedFit(
                    model(samples, problem, space, channels),
                    samples.screen().expand(alphas),
                    samples.screen().expand(ascending(scores.mean())));
        }
    }

    private Samples samples(RowSource x, RowSource y) {
        Samples samples = Samples.of(x, y);
        maps.requireColumns(x.columns());
        return samples;
    }

    /** Candidates run from the largest penalty to the smallest. */
    private double alpha(int candidate) {
        return options.alphas().get(options.alphas().size() - 1 - candidate);
    }

    private static DoubleMatrix ascending(DoubleMatrix descending) {
        DoubleMatrix flipped = DoubleMatrix.zeros(descending.rows(), descending.columns());
        int t = descending.columns();
        for (int c = 0; c < descending.rows(); c++) {
            System.arraycopy(descending.values(), c * t, flipped.values(), (descending.rows() - 1 - c) * t, t);
        }
        return flipped;
    }

    private static void copyRow(DenseMatrix from, int row, DoubleMatrix into) {
        double[] values = new double[into.columns()];
        from.readRow(row, values);
        System.arraycopy(values, 0, into.values(), row * into.columns(), into.columns());
    }

    private void predictPath(LinearProblem training, DenseMatrix validation, PathFitter.Predictions predictions) {
        MapRows rows = new MapRows(validation, maps.channels(), maps.positions());
        try (AlternatingRidge ridge = new AlternatingRidge(training, maps);
                DenseMatrix predicted = DenseMatrix.zeros(
                        Precision.FLOAT64, validation.rows(), training.y().columns())) {
            for (int c = 0; c < options.alphas().size(); c++) {
                ridge.solve(alpha(c), options.sweeps());
                rows.predict(ridge.space(), ridge.channels(), predicted);
                predictions.accept(c, predicted);
            }
        }
    }

    private FactorizedModel model(Samples samples, LinearProblem problem, DoubleMatrix space, DoubleMatrix channels) {
        try (DenseMatrix coef = DenseMatrix.copyOf(FactorizedModel.product(maps, space, channels))) {
            return new FactorizedModel(
                    maps,
                    samples.screen().expand(space.transposed()).transposed(),
                    samples.screen().expand(channels.transposed()).transposed(),
                    problem.model(coef));
        }
    }
}
